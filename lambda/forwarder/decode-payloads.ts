import { type EventHeader, identityOf } from "../delivery/log-event";
import { decode, type DecodedPayload, MAX_UNCOMPRESSED_BYTES } from "./decode";
import type { Payload } from "./payloads";
import type { RawEvent } from "./raw-event";

/** A payload that is not forwarded, and why. */
export interface UnforwardedPayload {
  readonly payload: Payload;
  readonly decoded: Extract<DecodedPayload, { readonly kind: "feedbackLoop" | "undecodable" }>;
}

/** The payloads of one invocation, decoded. */
export interface DecodedPayloads {
  readonly events: readonly RawEvent[];
  readonly controlMessages: number;
  readonly unforwarded: readonly UnforwardedPayload[];
  /** Payloads left for the next invocation, because those before them were all that one can hold. */
  readonly postponed: readonly Payload[];
  /** The payload that an event came in; the last one where it came in several, since any of them brings it back. */
  readonly payloadOf: (event: EventHeader) => Payload | undefined;
}

/** The most that one invocation decompresses, in bytes; the next invocation takes the payloads beyond it. */
const MAX_INVOCATION_BYTES = 2 * MAX_UNCOMPRESSED_BYTES;

/** Decodes payloads up to MAX_INVOCATION_BYTES. The first one is always taken, so that each invocation makes progress. */
export function decodePayloads(payloads: readonly Payload[], environment: string): DecodedPayloads {
  const events: RawEvent[] = [];
  const payloadByEvent = new Map<string, Payload>();
  const unforwarded: UnforwardedPayload[] = [];
  let controlMessages = 0;
  let bytes = 0;
  let taken = 0;
  for (const payload of payloads) {
    if (bytes > MAX_INVOCATION_BYTES) break;
    taken += 1;
    const decoded = decode(payload.compressed, environment);
    switch (decoded.kind) {
      case "events":
        bytes += decoded.uncompressedBytes;
        for (const event of decoded.events) {
          events.push(event);
          payloadByEvent.set(identityOf(event), payload);
        }
        break;
      case "control":
        controlMessages += 1;
        break;
      case "feedbackLoop":
      case "undecodable":
        unforwarded.push({ payload, decoded });
        break;
    }
  }
  return {
    events,
    controlMessages,
    unforwarded,
    postponed: payloads.slice(taken),
    payloadOf: (event) => payloadByEvent.get(identityOf(event)),
  };
}
