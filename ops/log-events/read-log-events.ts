import { setTimeout as sleep } from "node:timers/promises";
import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AwsClientConfig } from "../cli";

/**
 * Half of the quota, so that other readers of the account have the rest. Source: Amazon CloudWatch Logs User Guide,
 * "CloudWatch Logs quotas": FilterLogEvents, 5 requests per second in the regions with the lowest quota.
 */
const MIN_REQUEST_INTERVAL_MS = 400;
/** With the SDK's exponential backoff, a minute of throttling. */
const MAX_ATTEMPTS = 8;

export type LogEventsRequest = Pick<
  FilterLogEventsCommandInput,
  "logGroupName" | "logStreamNames" | "startTime" | "endTime" | "filterPattern" | "unmask"
>;

/** The log events of a log group, page by page, oldest first. A page may be empty. */
export type ReadLogEvents = (request: LogEventsRequest) => AsyncIterable<readonly FilteredLogEvent[]>;

/** Reads with a limited rate of requests over all log groups. */
export function createLogEventsReader(aws: AwsClientConfig, signal?: AbortSignal): ReadLogEvents {
  const client = new CloudWatchLogsClient({ ...aws, maxAttempts: MAX_ATTEMPTS });
  let nextRequest = 0;
  const awaitTurn = async () => {
    const waitMs = nextRequest - Date.now();
    nextRequest = Math.max(nextRequest, Date.now()) + MIN_REQUEST_INTERVAL_MS;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  };
  return async function* (request) {
    await awaitTurn();
    for await (const { events = [], nextToken } of paginateFilterLogEvents({ client }, request, {
      abortSignal: signal,
    })) {
      yield events;
      if (nextToken !== undefined) await awaitTurn();
    }
  };
}
