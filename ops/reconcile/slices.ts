import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { decode } from "../../lambda/forwarder/decode";
import { OperatorError } from "../cli";
import type { ReadLogEvents, TimeWindow } from "../log-events";
import { compressMessage, type LogGroup, messagesOf } from "../resend/log-payloads";
import type { Decide, LoggedEvent } from "./logged-event";

/** One search of OpenSearch returns the documents of a slice, and the memory for it is small. */
export const SLICE_EVENTS = 10_000;

/** Sentry searches by whole seconds, so a slice begins with one. */
export const SLICE_UNIT_MS = 1_000;

/** A part of the time window, with the events that the log group has in it. */
export interface Slice {
  /** In whole seconds: the last millisecond before a second is its end. */
  readonly window: TimeWindow;
  readonly events: readonly LoggedEvent[];
}

export interface SliceOptions {
  readonly environment: string;
  readonly group: LogGroup;
  /** In whole seconds. */
  readonly window: TimeWindow;
  /** Events that CloudWatch Logs received later are in flight. In milliseconds since the epoch. */
  readonly settledBefore: number;
  readonly decide: Decide;
  /**
   * Number of events after which a slice ends with its second.
   * @default SLICE_EVENTS
   */
  readonly sliceEvents?: number;
}

/**
 * Reads a log group and divides the time window into slices of about SLICE_EVENTS events. The slices follow each other
 * without a gap, and cover the whole window.
 */
export async function* readSlices(read: ReadLogEvents, options: SliceOptions): AsyncGenerator<Slice> {
  const { group, window, sliceEvents = SLICE_EVENTS } = options;
  let { since } = window;
  let events: LoggedEvent[] = [];
  const request = { logGroupName: group.name, startTime: window.since, endTime: window.until };
  for await (const page of read(request))
    for (const event of decodePage(page, options)) {
      const second = event.timestamp - (event.timestamp % SLICE_UNIT_MS);
      // CloudWatch Logs returns the events in the order of time. One that is out of order is in a later slice.
      if (events.length >= sliceEvents && second > (events.at(-1)?.timestamp ?? 0) && second > since) {
        yield { window: { since, until: second - 1 }, events };
        since = second;
        events = [];
      }
      events.push(event);
    }
  yield { window: { since, until: window.until }, events };
}

/** Decodes the events as the forwarder does, so that an event has the id that it has at the sinks. */
function decodePage(
  page: readonly FilteredLogEvent[],
  { environment, group, settledBefore, decide }: SliceOptions,
): readonly LoggedEvent[] {
  const ingestedAt = new Map(page.map(({ eventId, ingestionTime = 0 }) => [eventId, ingestionTime]));
  const events = messagesOf(page, group).flatMap((message) => {
    const decoded = decode(compressMessage(message), environment);
    if (decoded.kind === "events") return decoded.events;
    const reason = "reason" in decoded ? decoded.reason : decoded.kind;
    throw new OperatorError(`the events of log stream ${message.logStream} cannot be read: ${reason}`);
  });
  return events
    .map((event) => decide(event, (ingestedAt.get(event.id) ?? 0) > settledBefore))
    .sort((one, other) => one.timestamp - other.timestamp);
}
