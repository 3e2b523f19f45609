import type { LogId, SinkName } from "../../catalog";
import { eventId } from "../../lambda/delivery/sinks/sentry/event";
import { documentId } from "../../lambda/delivery/sinks/opensearch/encode";
import type { LogEvent } from "../../lambda/delivery/log-event";
import type { TimeWindow } from "../log-events";

/** A log event that a sink holds. */
export interface SinkEvent {
  /** CloudWatch Logs' id of the event; empty if the sink does not have it. */
  readonly id: string;
  readonly log: LogId | undefined;
  /** Everything that the sink returns of the event, as JSON. */
  readonly text: string;
}

/** An event of a sink, without its content. */
export interface StoredEvent {
  /** The sink's id, as `SINK_IDS` computes it. */
  readonly id: string;
  readonly logStream: string;
  /** Number of log events that it represents, itself included. */
  readonly occurrences: number;
  /**
   * Its own time, in milliseconds since the epoch, if it was too old for the sink.
   * @default - the sink has the event under its own time
   */
  readonly originalTime?: number;
}

/** The events of a sink that were too old for it. */
export interface LateEvents {
  /** Age beyond which an event may be one of them, in milliseconds. */
  readonly afterMs: number;
  /** By the time of their delivery. */
  stored(log: LogId, window: TimeWindow): AsyncIterable<StoredEvent>;
}

/**
 * Reads what a sink holds, through its public API. Reads only what the forwarder of this environment sent. A time window
 * selects by the time that the sink has for the event: that of the log record, or the time of delivery for an event that
 * was too old for the sink (docs/delivery.md).
 *
 * Every method throws an OperatorError if the sink cannot be read, or reads only a part.
 */
export interface SinkReader {
  readonly sink: SinkName;
  /** The events of a log stream, in all logs. */
  find(logStream: string, window: TimeWindow): Promise<readonly SinkEvent[]>;
  /** Number of log events of a log. An event of Sentry that represents several errors counts as so many. */
  count(log: LogId, window: TimeWindow): Promise<number>;
  /** The events of a log. */
  stored(log: LogId, window: TimeWindow): AsyncIterable<StoredEvent>;
  /** @default - the sink has all events under their own time, or cannot search for the others */
  readonly late?: LateEvents;
  close(): Promise<void>;
}

/**
 * The id by which a sink's reader returns an event. An event of Sentry that represents several errors has an id that
 * includes their number.
 */
export const SINK_IDS: Readonly<Record<SinkName, (event: LogEvent) => string>> = {
  opensearch: documentId,
  sentry: eventId,
  datadog: ({ id }) => id,
};
