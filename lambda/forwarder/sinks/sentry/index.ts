import { isDestination } from "../destinations";
import type { Sink } from "../sink";
import { readDsn } from "./dsn";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { createSender } from "./send";

export interface SentrySinkOptions {
  /** Secret: it must reach no log. */
  readonly dsn: string;
  /** @default - the environment that each record names */
  readonly environment?: string;
  readonly now: () => number;
}

/**
 * A Sentry project. It gets errors only; everything else is for places made to be searched.
 * @throws Error when the DSN is none
 */
export function createSentrySink({ dsn, environment, now }: SentrySinkOptions): Sink {
  return {
    name: "sentry",
    limits: LIMITS,
    wants: (event) => isDestination("sentry", event) && isError(event.record.level),
    encode: (event) => encode(event, environment, now()),
    send: createSender(readDsn(dsn), now),
  };
}

function isError(level: string | undefined): boolean {
  return level === "ERROR" || level === "CRITICAL";
}
