import type { SinkName } from "../../catalog";
import { SINK_DEFINITIONS } from "../../lambda/delivery/sinks";
import { decode } from "../../lambda/forwarder/decode";
import { parseRecord } from "../../lambda/forwarder/parse";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import { OperatorError } from "../cli";
import { compressMessage, type DataMessage } from "./log-payloads";
import type { FindMissing } from "./missing-events";

/** Numbers of events of the time window. */
export interface Selection {
  readonly read: number;
  /** Of a log or a level that the sink does not receive. */
  readonly filtered: number;
  /** The sink has them already. */
  readonly present: number;
  readonly selected: number;
}

export interface SelectedPage extends Selection {
  /** Messages with the selected events only. */
  readonly messages: readonly DataMessage[];
}

/**
 * Selects the events that the sink receives and does not have. Decodes each message as the forwarder does, so that an
 * event has the id that it has at the sink.
 */
export async function selectEvents(
  messages: readonly DataMessage[],
  sink: SinkName,
  environment: string,
  findMissing: FindMissing,
): Promise<SelectedPage> {
  const { route } = SINK_DEFINITIONS[sink];
  let filtered = 0;
  let present = 0;
  const selectedMessages: DataMessage[] = [];
  for (const message of messages) {
    const events = decodeMessage(message, environment);
    const wanted = events.filter((event) =>
      route.matches({ ...event, record: parseRecord(event.message, event.timestamp) }),
    );
    const missing = await findMissing(wanted);
    filtered += events.length - wanted.length;
    present += wanted.length - missing.size;
    if (missing.size > 0)
      selectedMessages.push({
        ...message,
        logEvents: message.logEvents.filter((_, index) => {
          const event = events[index];
          return event !== undefined && missing.has(event);
        }),
      });
  }
  const read = messages.reduce((sum, { logEvents }) => sum + logEvents.length, 0);
  return { read, filtered, present, selected: read - filtered - present, messages: selectedMessages };
}

function decodeMessage(message: DataMessage, environment: string): readonly RawEvent[] {
  const decoded = decode(compressMessage(message), environment);
  if (decoded.kind === "events") return decoded.events;
  const reason = "reason" in decoded ? decoded.reason : decoded.kind;
  throw new OperatorError(`the events of log stream ${message.logStream} cannot be sent: ${reason}`);
}
