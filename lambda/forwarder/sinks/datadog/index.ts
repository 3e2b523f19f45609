import { isDestination } from "../destinations";
import type { Sink } from "../sink";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { type Intake, send } from "./send";

export interface DatadogSinkOptions extends Intake {
  /** Name of the environment, the tag `env` of every log. */
  readonly environment: string;
}

/** Datadog's logs intake. */
export function createDatadogSink({ environment, ...intake }: DatadogSinkOptions): Sink {
  return {
    name: "datadog",
    limits: LIMITS,
    wants: (event) => isDestination("datadog", event),
    encode: (event) => encode(event, environment, intake.now()),
    send: (batch) => send(intake, batch),
  };
}
