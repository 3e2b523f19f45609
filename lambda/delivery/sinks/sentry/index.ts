import { isError } from "../../severity";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { readDsn } from "./dsn";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { createSender } from "./send";

export { stormFilter } from "./storm-filter";

export interface SentrySinkOptions {
  /** Secret: it must reach no log. */
  readonly dsn: string;
  /** @default - the environment that each record names */
  readonly environment?: string;
  readonly now: () => number;
}

/** Sentry gets errors only; everything else is for places made to be searched. */
export const sentryRoute: Route = {
  name: "sentry",
  wants: (event) => isDestination("sentry", event) && isError(event.record.level),
};

/**
 * A Sentry project.
 * @throws Error when the DSN is none
 */
export function createSentrySink({ dsn, environment, now }: SentrySinkOptions): Sink {
  return {
    ...sentryRoute,
    limits: LIMITS,
    encode: (event) => encode(event, environment, now()),
    send: createSender(readDsn(dsn), now),
  };
}
