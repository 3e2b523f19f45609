import type { LogId } from "../../catalog";
import type { TimeWindow } from "../log-events";
import type { SinkReader, StoredEvent } from "../sinks";
import type { LoggedEvent } from "./logged-event";
import { type Slice, SLICE_UNIT_MS } from "./slices";

/** What a sink has of a log, by the events' own time. */
export interface SinkCopies {
  within(window: TimeWindow): Promise<readonly StoredEvent[]>;
  /** By the sink's time: the number can differ from that of `within` if events were too old for the sink. */
  count(window: TimeWindow): Promise<number>;
}

/**
 * Finds events that were too old for the sink under their own time too: the sink has them under the time of their
 * delivery. Of these, it keeps the ids of a whole time window in memory.
 *
 * @param window the time window of all requests; `until` the end of the deliveries
 */
export function createSinkCopies(
  reader: SinkReader,
  log: LogId,
  window: Pick<TimeWindow, "since">,
  now: number,
): SinkCopies {
  let late: Promise<readonly LateEvent[]> | undefined;
  const lateWithin = async ({ since, until }: TimeWindow) => {
    if (!reader.late || since > now - reader.late.afterMs) return [];
    late ??= readLate(reader.late.stored(log, { since: window.since, until: now }));
    const events = await late;
    return events.slice(firstAt(events, since), firstAt(events, until + 1));
  };
  return {
    async within(asked) {
      const stored: StoredEvent[] = [];
      for await (const event of reader.stored(log, asked))
        if (event.originalTime === undefined) stored.push(event);
      return [...stored, ...(await lateWithin(asked))];
    },
    count: (asked) => reader.count(log, asked),
  };
}

type LateEvent = StoredEvent & { readonly originalTime: number };

async function readLate(stored: AsyncIterable<StoredEvent>): Promise<readonly LateEvent[]> {
  const events: LateEvent[] = [];
  for await (const event of stored)
    if (event.originalTime !== undefined) events.push({ ...event, originalTime: event.originalTime });
  return events.sort((one, other) => one.originalTime - other.originalTime);
}

/** The index of the first event at or after a time, by binary search. */
function firstAt(events: readonly LateEvent[], time: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.originalTime ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Times that are closer to each other are read with one request. */
const STRAY_GAP_MS = 60_000;

/** The times, outside the time window of a slice, of events whose log record has another time than CloudWatch Logs. */
export function strayWindows(
  { window, events }: Slice,
  isExpected: (event: LoggedEvent) => boolean,
): readonly TimeWindow[] {
  const seconds = events
    .filter((event) => isExpected(event) && (event.time < window.since || event.time > window.until))
    .map(({ time }) => time - (time % SLICE_UNIT_MS))
    .sort((one, other) => one - other);
  const windows: { since: number; until: number }[] = [];
  for (const second of seconds) {
    const last = windows.at(-1);
    const until = second + SLICE_UNIT_MS - 1;
    const isSameSide = last && (last.since > window.until || until < window.since);
    if (last && isSameSide && second - last.until <= STRAY_GAP_MS) last.until = until;
    else windows.push({ since: second, until });
  }
  return windows;
}
