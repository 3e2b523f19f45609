import type { EventHeader, Origin } from "../delivery/log-event";

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
export function createEventPositions() {
  const streams = new Map<string, Stream>();
  let origin: Origin | undefined;
  let stream: Stream | undefined;
  return {
    add: (events: readonly EventHeader[]): void => {
      for (const event of events) {
        // The events of a payload share their origin, so that a stream is looked up once for each.
        if (event.origin !== origin) {
          origin = event.origin;
          // No name of a log group or log stream contains a colon.
          const name = `${origin.logGroup}:${origin.logStream}`;
          stream = streams.get(name);
          if (!stream && streams.size < MAX_LOG_STREAMS) streams.set(name, (stream = startOf(event)));
        }
        if (stream) addTo(stream, event);
      }
    },
    list: (): readonly EventPositions[] =>
      [...streams.values()].map(({ oldest, newest, ...rest }) => ({
        ...rest,
        oldest: new Date(oldest).toISOString(),
        newest: new Date(newest).toISOString(),
      })),
  };
}

/** The positions, with times in milliseconds since the epoch. */
type Stream = {
  -readonly [K in keyof EventPositions]: K extends "oldest" | "newest" ? number : EventPositions[K];
};

function startOf({ id, timestamp, origin: { logGroup, logStream } }: EventHeader): Stream {
  return { logGroup, logStream, events: 0, firstId: id, lastId: id, oldest: timestamp, newest: timestamp };
}

function addTo(stream: Stream, { id, timestamp }: EventHeader): void {
  stream.events += 1;
  stream.lastId = id;
  stream.oldest = Math.min(stream.oldest, timestamp);
  stream.newest = Math.max(stream.newest, timestamp);
}
