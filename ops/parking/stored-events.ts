import { REMAINDER_PREFIX, PARKED_PREFIX } from "../../catalog";
import { decodeFailedEvents, type FailedEventsObject } from "../../lambda/delivery/failed-events-object";
import { isObject, parseJson } from "../../lambda/shared/json";
import type { ParkingBucket } from "./parking-bucket";

/** What an object of the parking bucket contains. */
export type StoredContent =
  | ({ readonly kind: "events" } & FailedEventsObject)
  /** Input that a function could not decode: before redaction, except for parked objects. */
  | { readonly kind: "undecodable"; readonly reason: string; readonly body: Uint8Array };

/** Why events are stored, most frequent reason first, and how old they are. */
export interface StoredEvents {
  readonly events: number;
  /** Milliseconds since the epoch; undefined for undecodable input. */
  readonly oldest?: number;
  readonly reasons: readonly { readonly reason: string; readonly events: number }[];
}

/**
 * Reads an object. Of a parked object that is replayed in part, only the remainder.
 *
 * @returns undefined if the object does not exist
 */
export async function readStoredContent(
  bucket: ParkingBucket,
  key: string,
): Promise<StoredContent | undefined> {
  const original = await bucket.read(key);
  if (!original) return undefined;
  const remainder = key.startsWith(PARKED_PREFIX)
    ? await bucket.read(REMAINDER_PREFIX + key.slice(PARKED_PREFIX.length))
    : undefined;
  return decodeStoredContent(remainder ?? original);
}

export function decodeStoredContent(body: Uint8Array): StoredContent {
  const quarantined = parseJson(Buffer.from(body).toString("utf8"));
  if (isObject(quarantined) && typeof quarantined["base64"] === "string")
    return {
      kind: "undecodable",
      reason: String(quarantined["reason"]),
      body: Buffer.from(quarantined["base64"], "base64"),
    };
  const decoded = decodeFailedEvents(body);
  if ("decodeError" in decoded) return { kind: "undecodable", reason: decoded.decodeError, body };
  return { kind: "events", ...decoded };
}

export function summarizeStored(content: StoredContent): StoredEvents {
  if (content.kind === "undecodable") return { events: 0, reasons: [{ reason: content.reason, events: 0 }] };
  const { failedEvents } = content;
  const counts = new Map<string, number>();
  for (const { reason } of failedEvents) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return {
    events: failedEvents.length,
    ...(failedEvents.length > 0 && {
      oldest: failedEvents.reduce((oldest, { event }) => Math.min(oldest, event.timestamp), Infinity),
    }),
    reasons: [...counts]
      .map(([reason, events]) => ({ reason, events }))
      .toSorted((one, other) => other.events - one.events),
  };
}
