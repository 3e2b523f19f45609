import type { EventHeader } from "../delivery/log-event";

/** Which events of a log stream an invocation received, without their text. */
export interface EventPositions {
  readonly logGroup: string;
  readonly logStream: string;
  readonly events: number;
  /** Ids of the first and the last event, in the order of the payload. */
  readonly firstId: string;
  readonly lastId: string;
  /** RFC 3339, UTC. */
  readonly oldest: string;
  readonly newest: string;
}

/** Log streams in one line of the forwarder's log, so that the line stays far below the limit of a log event (1 MB). */
export const MAX_LOG_STREAMS = 100;

/** What a forwarder writes in debug mode: with an id, an operator sees which invocation received a line. */
export function eventPositions(events: readonly EventHeader[]): readonly EventPositions[] {
  const streams = new Map<string, EventHeader[]>();
  for (const event of events) {
    const { logGroup, logStream } = event.origin;
    // No name of a log group or log stream contains a colon.
    const name = `${logGroup}:${logStream}`;
    const stream = streams.get(name);
    if (stream) stream.push(event);
    else if (streams.size < MAX_LOG_STREAMS) streams.set(name, [event]);
  }
  return [...streams.values()].map((stream) => positionsOf(stream));
}

function positionsOf(stream: readonly EventHeader[]): EventPositions {
  const [first] = stream as [EventHeader, ...EventHeader[]];
  let [oldest, newest] = [first.timestamp, first.timestamp];
  for (const { timestamp } of stream) {
    oldest = Math.min(oldest, timestamp);
    newest = Math.max(newest, timestamp);
  }
  return {
    logGroup: first.origin.logGroup,
    logStream: first.origin.logStream,
    events: stream.length,
    firstId: first.id,
    lastId: (stream.at(-1) ?? first).id,
    oldest: new Date(oldest).toISOString(),
    newest: new Date(newest).toISOString(),
  };
}
