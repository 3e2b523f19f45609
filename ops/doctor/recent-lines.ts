import { type LogId, logGroupName, LOGS } from "../../catalog";
import { eventTime } from "../../lambda/delivery/sinks/event-time";
import { parseRecord } from "../../lambda/forwarder/parse";
import type { CommandContext } from "../cli";
import { createLogEventsReader } from "../log-events";

/** Lines that are read of each log, at most: enough for shares, and few requests. */
const MAX_LINES = 20_000;

/** A line of a log group, without its text. */
export interface RecentLine {
  readonly log: LogId;
  readonly logStream: string;
  readonly level: string | undefined;
  readonly bytes: number;
  /** The record's own time, in milliseconds since the epoch. */
  readonly time: number;
  /** When CloudWatch Logs received it. */
  readonly ingestedAt: number;
}

export type RecentLines = readonly RecentLine[];

/** The lines of every log group in a time window, oldest first; of each log at most MAX_LINES. */
export async function readRecentLines(
  { aws, config: { environment } }: CommandContext,
  since: number,
  until: number,
): Promise<RecentLines> {
  const read = createLogEventsReader(aws);
  const lines: RecentLine[] = [];
  for (const { id: log } of LOGS) {
    let ofLog = 0;
    const request = { logGroupName: logGroupName(environment, log), startTime: since, endTime: until };
    for await (const page of read(request)) {
      for (const { message = "", timestamp = 0, ingestionTime = timestamp, logStreamName = "" } of page) {
        const record = parseRecord(message, timestamp);
        const event = { record, timestamp, id: "", log, origin: { owner: "", logGroup: "", logStream: "" } };
        const bytes = Buffer.byteLength(message);
        lines.push({
          ...{ log, logStream: logStreamName, level: record.level, bytes },
          ...{ time: eventTime(event), ingestedAt: ingestionTime },
        });
      }
      ofLog += page.length;
      if (ofLog >= MAX_LINES) break;
    }
  }
  return lines;
}
