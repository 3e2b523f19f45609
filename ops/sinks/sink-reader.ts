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
  /** The sink's ids of the events of a log, each as `SINK_IDS` computes it. */
  ids(log: LogId, window: TimeWindow): AsyncIterable<string>;
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
