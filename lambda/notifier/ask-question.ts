import { setTimeout } from "node:timers/promises";
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type AnswerRow, insightsRow, type Question } from "../../catalog";
import type { InsightsQuestion, TimeRange } from "../notification/alarm-links";
import { MAX_ROWS } from "../notification/answer-table";
import { SafeError } from "../shared/safe-error";

/** A query takes seconds; CloudWatch Logs allows five requests a second. Source: "CloudWatch Logs quotas". */
const POLL_MS = 500;

/** Asks questions in CloudWatch Logs Insights, as the role may read the log groups: masked. */
export interface QuestionReader {
  /** The first rows of the answer, at most `MAX_ROWS`. Stops the query if the signal ends the wait for it. */
  ask(
    question: Question,
    query: InsightsQuestion,
    range: TimeRange,
    signal: AbortSignal,
  ): Promise<readonly AnswerRow[]>;
}

/** @param sleep waits between two requests for the result, and rejects when the signal is aborted */
export function createQuestionReader(
  client: CloudWatchLogsClient,
  sleep: (ms: number, signal: AbortSignal) => Promise<void> = (ms, signal) =>
    setTimeout(ms, undefined, { signal }),
): QuestionReader {
  return {
    async ask({ answer: { columns } }, { query, logGroupNames }, { from, to }, signal) {
      const { queryId } = await client.send(
        new StartQueryCommand({
          logGroupNames: [...logGroupNames],
          // Seconds since the epoch; Logs Insights includes the end.
          startTime: Math.floor(from / 1_000),
          endTime: Math.floor(to / 1_000),
          queryString: query,
          limit: MAX_ROWS,
        }),
        { abortSignal: signal },
      );
      try {
        for (;;) {
          const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }), {
            abortSignal: signal,
          });
          if (status === "Complete")
            return results.slice(0, MAX_ROWS).map((fields) => insightsRow(columns, fields));
          if (status !== "Scheduled" && status !== "Running")
            throw new SafeError(`the query ended with the status ${status ?? "unknown"}`);
          await sleep(POLL_MS, signal);
        }
      } catch (error) {
        // A query that nobody waits for any more would still count against the quota of concurrent queries.
        if (signal.aborted) await client.send(new StopQueryCommand({ queryId })).catch(() => undefined);
        throw error;
      }
    },
  };
}
