import { SINK_NAMES, type SinkName } from "../../../catalog";
import type { EnvironmentReader } from "../../shared/environment-variables";
import { datadog } from "./datadog";
import type { DatadogSettings } from "./datadog/settings";
import type { SinkDefinition } from "./definition";
import { opensearch } from "./opensearch";
import type { OpenSearchSettings } from "./opensearch/settings";
import { sentry } from "./sentry";
import type { SentrySettings } from "./sentry/settings";

export interface SettingsBySink {
  readonly opensearch: OpenSearchSettings;
  readonly sentry: SentrySettings;
  readonly datadog: DatadogSettings;
}

/** Every kind of sink. */
export const SINKS: { readonly [Name in SinkName]: SinkDefinition<SettingsBySink[Name]> } = {
  opensearch,
  sentry,
  datadog,
};

/** Settings of the sinks that a function serves. */
export type SinkSettings = { readonly [Name in SinkName]?: SettingsBySink[Name] };

/** The settings of every sink that the environment variables name; problems are left for the call of `finish`. */
export function readSinkSettings(reader: EnvironmentReader): SinkSettings {
  const settings = SINK_NAMES.map((name) => [name, SINKS[name].readSettings(reader)] as const);
  return Object.fromEntries(settings.filter(([, value]) => value !== undefined));
}
