import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { type Intake, send } from "./send";

export const datadogRoute: Route = {
  name: "datadog",
  wants: (event) => isDestination("datadog", event),
};

export interface DatadogSinkOptions extends Intake {
  /** Name of the environment, the tag `env` of every log. */
  readonly environment: string;
}

/** Datadog's logs intake. */
export function createDatadogSink({ environment, ...intake }: DatadogSinkOptions): Sink {
  return {
    ...datadogRoute,
    limits: LIMITS,
    encode: (event) => encode(event, environment, intake.now()),
    send: (batch, attempt) => send(intake, batch, attempt),
  };
}
