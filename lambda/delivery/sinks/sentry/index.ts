import { isErrorLevel } from "../../../../catalog";
import type { AddressPolicy } from "../../../shared/intake-address";
import type { SinkDefinition } from "../definition";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { parseDsn } from "./dsn";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { createLimitMemory, type LimitMemory } from "./rate-limits";
import { createSender } from "./send";
import { readSettings, type SentrySettings } from "./settings";
import { createStormFilter } from "./storm-filter";

export interface SentrySinkOptions {
  /** Secret: must not be logged. */
  readonly dsn: string;
  /** The addresses that the DSN may have. */
  readonly addressPolicy: AddressPolicy;
  /** @default - the environment that each record names */
  readonly environment?: string;
  readonly now: () => number;
  /** @default - the sink knows only its own limits */
  readonly limits?: LimitMemory;
}

/** Sentry receives only errors; the other sinks are for searching all events. */
const route: Route = {
  name: "sentry",
  matches: (event) => isDestination("sentry", event) && isErrorLevel(event.record.level),
};

/**
 * Creates a sink for a Sentry project.
 * @throws SafeError if the DSN is invalid or its address is not accepted
 */
export function createSentrySink({ dsn, addressPolicy, environment, now, limits }: SentrySinkOptions): Sink {
  return {
    ...route,
    limits: LIMITS,
    encode: (event) => encode(event, environment, now()),
    send: createSender(parseDsn(dsn, addressPolicy), now, limits),
  };
}

export const sentry: SinkDefinition<SentrySettings> = {
  route,
  enabledBy: "SENTRY_DSN_SECRET_ID",
  createAggregation: createStormFilter,
  readSettings,
  createBuild({ dsnSecretId, ...options }, { readSecret, now }) {
    const limits = createLimitMemory();
    return async () => createSentrySink({ dsn: await readSecret(dsnSecretId), ...options, now, limits });
  },
};
