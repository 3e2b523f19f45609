import { requireHeaderText } from "../../../shared/header-text";
import type { SinkDefinition } from "../definition";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { createSender, type DatadogConnection } from "./send";
import { type DatadogSettings, readSettings } from "./settings";

const route: Route = {
  name: "datadog",
  matches: (event) => isDestination("datadog", event),
};

export interface DatadogSinkOptions extends DatadogConnection {
  /** Name of the environment, and value of the tag `env`. */
  readonly environment: string;
}

/** Creates a sink for Datadog's logs intake. */
export function createDatadogSink({ environment, ...connection }: DatadogSinkOptions): Sink {
  return {
    ...route,
    limits: LIMITS,
    encode: (event) => encode(event, environment, connection.now()),
    send: createSender(connection),
  };
}

export const datadog: SinkDefinition<DatadogSettings> = {
  route,
  enabledBy: "DATADOG_API_KEY_SECRET_ID",
  readSettings,
  createBuild:
    ({ apiKeySecretId, intakeUrl }, { environment, readSecret, now }) =>
    async () => {
      const apiKey = requireHeaderText(apiKeySecretId, await readSecret(apiKeySecretId));
      return createDatadogSink({ apiKey, intakeUrl, environment, now });
    },
};
