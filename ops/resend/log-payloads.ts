import { gzipSync } from "node:zlib";
import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { ReadLogEvents, TimeWindow } from "../log-events";

/** One page of log events, as payloads of a subscription. */
export interface LogPage {
  readonly messages: readonly DataMessage[];
  /** Of the last event, in milliseconds since the epoch. CloudWatch Logs returns the events in the order of time. */
  readonly lastTimestamp: number;
}

/** Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters". */
export interface DataMessage {
  readonly messageType: "DATA_MESSAGE";
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
  readonly logEvents: readonly {
    readonly id: string;
    readonly timestamp: number;
    readonly message: string;
  }[];
}

export interface LogGroup {
  /** Account id. */
  readonly owner: string;
  readonly name: string;
}

/**
 * Reads a log group page by page: up to 10,000 events or 1 MB (Amazon CloudWatch Logs API Reference, "FilterLogEvents").
 * Only one page is in memory. CloudWatch Logs masks the events as it does for a subscription.
 */
export async function* readLogPages(
  read: ReadLogEvents,
  group: LogGroup,
  { since, until }: TimeWindow,
): AsyncGenerator<LogPage> {
  const request = { logGroupName: group.name, startTime: since, endTime: until };
  for await (const events of read(request)) {
    const last = events.at(-1)?.timestamp;
    if (last !== undefined) yield { messages: messagesOf(events, group), lastTimestamp: last };
  }
}

/** What a subscription would have sent: one message for each log stream. */
export function messagesOf(
  events: readonly FilteredLogEvent[],
  { owner, name }: LogGroup,
): readonly DataMessage[] {
  const byStream = new Map<string, FilteredLogEvent[]>();
  for (const event of events) {
    const { logStreamName = "" } = event;
    const ofStream = byStream.get(logStreamName);
    if (ofStream) ofStream.push(event);
    else byStream.set(logStreamName, [event]);
  }
  return [...byStream].map(([logStream, ofStream]) => ({
    ...{ messageType: "DATA_MESSAGE", owner, logGroup: name, logStream },
    subscriptionFilters: ["resend"],
    logEvents: ofStream.map(logEventOf),
  }));
}

/** As CloudWatch Logs compresses it. */
export function compressMessage(message: DataMessage): Uint8Array {
  return gzipSync(JSON.stringify(message));
}

function logEventOf({ eventId = "", timestamp = 0, message = "" }: FilteredLogEvent) {
  return { id: eventId, timestamp, message };
}
