import type { SinkName } from "../../../catalog";
import type { ReadSecret } from "../../../lambda/shared/secret-reader";
import { type Plan, faultsOf } from "../plan";
import type { ExecutionEnvironment } from "./execution-environment";
import type { Intakes } from "./intakes";
import type { Timeline } from "./timeline";

/** Timeout of a request to Secrets Manager, in milliseconds. */
const TIMEOUT_MS = 10_000;

export interface SecretReaderOptions {
  readonly executionEnvironment: ExecutionEnvironment;
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly intakes: Intakes;
  /** The URL of the sink that the process is configured with; it is also part of a DSN. */
  readonly urlOf: (sink: SinkName) => string;
}

/** Id of the secret with the key of redaction's hashes. */
export const REDACTION_KEY_SECRET_ID = "redaction-key";

/** Secrets Manager as one process sees it; a secret has the name of its sink. */
export function createSecretReader({
  executionEnvironment,
  plan,
  timeline,
  intakes,
  urlOf,
}: SecretReaderOptions): ReadSecret {
  const faults = faultsOf(plan, "secret");
  return (id) =>
    executionEnvironment.effect<string>(() => {
      if (id === REDACTION_KEY_SECRET_ID) return readRedactionKey();
      const sink = id as SinkName;
      const fault = faults.find((each) => each.sink === sink && timeline.isActive(each));
      switch (fault?.variant) {
        case undefined:
          return { durationMs: 0, value: intakes.secretOf(sink, "current", urlOf(sink)) };
        case "stale":
          return { durationMs: 0, value: intakes.secretOf(sink, "stale", urlOf(sink)) };
        case "unavailable":
          return { durationMs: TIMEOUT_MS, error: new Error("Secrets Manager does not respond") };
      }
    });

  /** Unavailable whenever any other secret is. */
  function readRedactionKey() {
    const isDown = faults.some((each) => each.variant === "unavailable" && timeline.isActive(each));
    return isDown
      ? { durationMs: TIMEOUT_MS, error: new Error("Secrets Manager does not respond") }
      : { durationMs: 0, value: "made-up-key" };
  }
}
