import { type EventHeader, identityOf } from "../delivery/log-event";
import { decode, type DecodedPayload, MAX_UNCOMPRESSED_BYTES } from "./decode";
import type { Payload } from "./payloads";
import { createPieces, PIECE_LIMITS, type PieceLimits } from "./pieces";
import type { RawEvent } from "./raw-event";

/** A payload that is not forwarded, and the reason. */
export interface UnforwardedPayload {
  readonly payload: Payload;
  readonly decoded: Extract<DecodedPayload, { readonly kind: "feedbackLoop" | "undecodable" }>;
}

/** The decoded payloads of one invocation. */
export interface DecodedPayloads {
  /** The events, in pieces of bounded size. Whoever forwards a piece removes it, so that its memory is free again. */
  readonly pieces: (readonly RawEvent[])[];
  readonly controlMessages: number;
  readonly unforwarded: readonly UnforwardedPayload[];
  /** Payloads postponed to the next invocation, because the earlier ones exceeded MAX_INVOCATION_BYTES. */
  readonly postponed: readonly Payload[];
  /**
   * The payload of an event. If several payloads contain it, returns the last one: retrying any of them retries the
   * event.
   */
  readonly payloadOf: (event: EventHeader) => Payload | undefined;
}

/** Decompressed size after which an invocation postpones its further payloads, in bytes. */
const MAX_INVOCATION_BYTES = 2 * MAX_UNCOMPRESSED_BYTES;

/**
 * Decodes payloads until MAX_INVOCATION_BYTES is exceeded. Always decodes the first one, so each invocation makes
 * progress. Also decodes every payload without a sequence number, because Lambda cannot retry it by itself.
 */
export function decodePayloads(
  payloads: readonly Payload[],
  environment: string,
  pieceLimits: PieceLimits = PIECE_LIMITS,
): DecodedPayloads {
  const { pieces, add } = createPieces(pieceLimits);
  const payloadByEvent = new Map<string, Payload>();
  // An invocation by CloudWatch Logs has one payload, with up to 10,000 events.
  const [onlyPayload] = payloads.length === 1 ? payloads : [];
  const unforwarded: UnforwardedPayload[] = [];
  const postponed: Payload[] = [];
  let controlMessages = 0;
  let bytes = 0;
  for (const payload of payloads) {
    if (bytes > MAX_INVOCATION_BYTES && payload.sequenceNumber !== undefined) {
      postponed.push(payload);
      continue;
    }
    const decoded = decode(payload.compressed, environment);
    switch (decoded.kind) {
      case "events":
        bytes += decoded.uncompressedBytes;
        for (const event of decoded.events) {
          add(event);
          if (!onlyPayload) payloadByEvent.set(identityOf(event), payload);
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
    pieces,
    controlMessages,
    unforwarded,
    postponed,
    payloadOf: (event) => onlyPayload ?? payloadByEvent.get(identityOf(event)),
  };
}
