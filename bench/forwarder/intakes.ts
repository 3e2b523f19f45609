import type { SinkName } from "../../catalog";
import { startProcess } from "./child-process";
import { ENVIRONMENT } from "./invocation";
import { SECRET_IDS } from "./secrets";

export type IntakesRequest =
  { readonly kind: "serve"; readonly delaysMs: readonly number[] } | { readonly kind: "takeAccepted" };
export interface IntakesReply {
  /** One port for each delay. */
  readonly ports: readonly number[];
  /** Number of events that were accepted since the last request. */
  readonly accepted: number;
}

/** How long the intakes take to answer, in milliseconds. */
export const DELAYS_MS = [0, 5, 50, 200] as const;
export type DelayMs = (typeof DELAYS_MS)[number];

/** The intakes of the sinks, and the AWS services that the forwarder calls, in a process of their own. */
export interface Intakes {
  /** Environment variables of a forwarder with these sinks. */
  variables(sinks: readonly SinkName[], delayMs?: DelayMs): Readonly<Record<string, string>>;
  /** Number of events that the intakes accepted since the last call. */
  takeAccepted(): Promise<number>;
  stop(): Promise<void>;
}

export async function startIntakes(script: string): Promise<Intakes> {
  const child = startProcess<IntakesRequest, IntakesReply>({ script });
  const { ports } = await child.ask({ kind: "serve", delaysMs: DELAYS_MS });
  return {
    variables: (sinks, delayMs = 0) => {
      const origin = `http://127.0.0.1:${ports[DELAYS_MS.indexOf(delayMs)]}`;
      return Object.assign(
        {},
        functionVariables(origin),
        ...sinks.map((sink) => sinkVariables(sink, origin)),
      ) as Record<string, string>;
    },
    takeAccepted: async () => (await child.ask({ kind: "takeAccepted" })).accepted,
    stop: () => child.stop(),
  };
}

function functionVariables(origin: string): Readonly<Record<string, string>> {
  return {
    ENVIRONMENT,
    PARKING_BUCKET: "parking",
    REDACTION_KEY_SECRET_ID: SECRET_IDS.redactionKey,
    ALLOW_PRIVATE_ADDRESSES: "true",
    AWS_ENDPOINT_URL: origin,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "made-up",
    AWS_SECRET_ACCESS_KEY: "made-up",
    AWS_SESSION_TOKEN: "made-up",
  };
}

function sinkVariables(sink: SinkName, origin: string): Readonly<Record<string, string>> {
  switch (sink) {
    case "datadog":
      return { DATADOG_API_KEY_SECRET_ID: SECRET_IDS.datadog, DATADOG_INTAKE_URL: origin };
    case "sentry":
      return { SENTRY_DSN_SECRET_ID: SECRET_IDS.sentry };
    case "opensearch":
      // Signs each request, as the forwarders on AWS do.
      return {
        OPENSEARCH_ENDPOINTS: origin,
        OPENSEARCH_AUTHENTICATION: "sigv4",
        OPENSEARCH_BULK_SIZE: "1000",
      };
  }
}
