import { createEnvelope, type EventEnvelope, serializeEnvelope } from "@sentry/core";
import type { LogEvent } from "../../log-event";
import { fit } from "../fit";
import type { Encoded } from "../sink";
import { type IdentifiedEvent, toEvent } from "./event";
import { MAX_ENVELOPE_BYTES } from "./limits";

/**
 * Encodes an event as an envelope. Every part of the event has its own limit, except `extra`, which uses the remaining
 * space.
 */
export function encode(logEvent: LogEvent, environment: string | undefined, now: number): Encoded {
  const { event: whole, truncated } = toEvent(logEvent, environment, now);
  const { extra = {}, ...event } = whole;
  const room = MAX_ENVELOPE_BYTES - Buffer.byteLength(serialize(event, now));
  const fitted = fit({ extra }, room);
  return {
    body: serialize({ ...event, ...fitted.document }, now),
    truncated: truncated || fitted.truncated,
  };
}

function serialize(event: IdentifiedEvent, now: number): string {
  const headers = { event_id: event.event_id, sent_at: new Date(now).toISOString() };
  const envelope = createEnvelope<EventEnvelope>(headers, [[{ type: "event" }, event]]);
  // `serializeEnvelope` returns bytes only for envelopes with attachments.
  return serializeEnvelope(envelope) as string;
}
