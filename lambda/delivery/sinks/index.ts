import { SINK_NAMES, type SinkName } from "../../../catalog";
import type { EnvironmentReader } from "../../shared/environment-variables";
import { datadog } from "./datadog";
import type { SinkDefinition } from "./definition";
import { opensearch } from "./opensearch";
import { sentry } from "./sentry";

const definitions = { opensearch, sentry, datadog };

/** The settings of each kind of sink. */
export type SettingsBySink = {
  readonly [Name in SinkName]: (typeof definitions)[Name] extends SinkDefinition<infer Settings>
    ? Settings
    : never;
};

/** Every kind of sink. */
export const SINK_DEFINITIONS: {
  readonly [Name in SinkName]: SinkDefinition<SettingsBySink[Name]>;
} = definitions;

/** Settings of the sinks that a function serves. */
export type SinkSettings = { readonly [Name in SinkName]?: SettingsBySink[Name] };

/** Reads the settings of all enabled sinks. Collects problems in the reader; `finish` reports them. */
export function readSinkSettings(reader: EnvironmentReader): SinkSettings {
  const settings = SINK_NAMES.map((name) => [name, SINK_DEFINITIONS[name].readSettings(reader)] as const);
  return Object.fromEntries(settings.filter(([, value]) => value !== undefined));
}
