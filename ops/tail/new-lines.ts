import { type LogId, logGroupName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import type { ReadLogEvents } from "../log-events";
import { NewEvents } from "./new-events";
import { createLineReader, type TailedLine } from "./tailed-line";

/** How late a line may arrive and still be shown, in milliseconds. The CloudWatch agent sends every five seconds. */
export const MAX_LATENESS_MS = 120_000;

export interface NewLinesOptions {
  readonly config: Pick<EnvironmentConfig, "environment" | "redaction">;
  readonly logs: readonly LogId[];
  readonly read: ReadLogEvents;
  readonly filterPattern: string | undefined;
  readonly now: () => number;
}

/**
 * Reads log groups again and again. Each call returns the lines that no earlier call returned, one log after the other,
 * also lines that arrived up to MAX_LATENESS_MS after their time.
 *
 * @param since start of the first time window, in milliseconds since the epoch
 */
export function createNewLines(
  { config, logs, read, filterPattern, now }: NewLinesOptions,
  since: number,
): () => AsyncGenerator<TailedLine> {
  const toLine = createLineReader(config);
  const newEvents = new Map(logs.map((id) => [id, new NewEvents()]));
  let startTime = since;
  return async function* () {
    const next = Math.max(since, now() - MAX_LATENESS_MS);
    for (const [log, events] of newEvents) {
      events.forgetBefore(startTime);
      const request = { logGroupName: logGroupName(config.environment, log), startTime, filterPattern };
      for await (const page of read(request))
        yield* events.take(page, next).map((event) => toLine(log, event));
    }
    startTime = next;
  };
}
