import { isError } from "../../severity";
import type { SinkDefinition } from "../definition";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { parseDsn } from "./dsn";
import { encode } from "./encode";
import { LIMITS } from "./limits";
import { createSender } from "./send";
import { readSettings, type SentrySettings } from "./settings";
import { createStormFilter } from "./storm-filter";

export interface SentrySinkOptions {
  /** Secret: it must reach no log. */
  readonly dsn: string;
  /** @default - the environment that each record names */
  readonly environment?: string;
  readonly now: () => number;
}

/** Sentry gets errors only; everything else is for places made to be searched. */
const route: Route = {
  name: "sentry",
  matches: (event) => isDestination("sentry", event) && isError(event.record.level),
};

/**
 * A Sentry project.
 * @throws Error when the DSN is none
 */
export function createSentrySink({ dsn, environment, now }: SentrySinkOptions): Sink {
  return {
    ...route,
    limits: LIMITS,
    encode: (event) => encode(event, environment, now()),
    send: createSender(parseDsn(dsn), now),
  };
}

export const sentry: SinkDefinition<SentrySettings> = {
  route,
  enabledBy: "SENTRY_DSN_SECRET_ID",
  createAggregation: createStormFilter,
  readSettings,
  async create({ dsnSecretId, ...options }, { readSecret, now }) {
    return createSentrySink({ dsn: await readSecret(dsnSecretId), ...options, now });
  },
};
