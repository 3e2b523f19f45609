import type { SinkName } from "../../../catalog";
import type { ReadSecret } from "../../../lambda/shared/secrets";
import { type Plan, troublesOf } from "../plan";
import type { Intakes } from "./intakes";
import type { Process } from "./process";
import type { Timeline } from "./timeline";

/** Longest Secrets Manager is waited for, in milliseconds. */
const TIMEOUT_MS = 10_000;

export interface SecretsOptions {
  readonly process: Process;
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly intakes: Intakes;
  /** Where the process is told that the sink is; a DSN says it too. */
  readonly addressOf: (sink: SinkName) => string;
}

/** Id of the secret with the key of redaction's hashes. */
export const REDACTION_KEY = "redaction-key";

/** Secrets Manager as one process of a function sees it; a secret is named after its sink. */
export function secretsFor({ process, plan, timeline, intakes, addressOf }: SecretsOptions): ReadSecret {
  const troubles = troublesOf(plan, "secret");
  return (id) =>
    process.effect<string>(() => {
      if (id === REDACTION_KEY) return readKey();
      const sink = id as SinkName;
      const trouble = troubles.find((each) => each.sink === sink && timeline.isWithin(each));
      switch (trouble?.is) {
        case undefined:
          return { tookMs: 0, value: intakes.secretOf(sink, "current", addressOf(sink)) };
        case "stale":
          return { tookMs: 0, value: intakes.secretOf(sink, "stale", addressOf(sink)) };
        case "unreadable":
          return { tookMs: TIMEOUT_MS, error: new Error("Secrets Manager does not answer") };
      }
    });

  /** Unreadable while any other secret is. */
  function readKey() {
    const isDown = troubles.some((each) => each.is === "unreadable" && timeline.isWithin(each));
    return isDown
      ? { tookMs: TIMEOUT_MS, error: new Error("Secrets Manager does not answer") }
      : { tookMs: 0, value: "made-up-key" };
  }
}
