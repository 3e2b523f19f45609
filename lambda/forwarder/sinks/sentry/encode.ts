import { createEnvelope, type Event, type EventEnvelope, serializeEnvelope } from "@sentry/core";
import type { LogEvent } from "../../log-event";
import { fit } from "../fit";
import { toEvent } from "./event";
import { MAX_ENVELOPE_BYTES } from "./limits";

/** An envelope with one event. Every part of the event has a limit of its own but `extra`, which gets what is left. */
export function encode(logEvent: LogEvent, environment: string | undefined, now: number): string {
  const { extra = {}, ...event } = toEvent(logEvent, environment, now);
  const room = MAX_ENVELOPE_BYTES - Buffer.byteLength(serialize(event, now));
  return serialize({ ...event, ...fit({ extra }, room).document }, now);
}

function serialize(event: Event, now: number): string {
  const headers = { event_id: event.event_id ?? "", sent_at: new Date(now).toISOString() };
  const envelope = createEnvelope<EventEnvelope>(headers, [[{ type: "event" }, event]]);
  // Bytes come out only where an attachment went in.
  return serializeEnvelope(envelope) as string;
}
