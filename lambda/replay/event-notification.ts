import { PARKED_PREFIX } from "../../catalog";
import { isObject, parseObject } from "../shared/json";

/** A message of the replay queue. */
export type EventNotification =
  | {
      readonly kind: "records";
      /** Keys of parked objects, each once, in the order of the message. */
      readonly parkedKeys: readonly string[];
      readonly foreignRecords: readonly ForeignRecord[];
    }
  /** S3 checks that it can send to the queue. Such a message has no records. */
  | { readonly kind: "test" }
  | { readonly kind: "undecodable"; readonly reason: string };

/** A record of a notification that does not name a parked object. */
export interface ForeignRecord {
  /** The record as JSON, or the whole message if the record is nested too deep to serialize. */
  readonly body: string;
  readonly reason: string;
}

/**
 * Judges each record of a notification by itself: a record that does not name a parked object does not stop the replay
 * of the objects that the others name.
 *
 * Source: Amazon S3 User Guide, "Event message structure"; keys are URL-encoded as in HTML forms.
 */
export function parseEventNotification(body: string): EventNotification {
  const { Event: event, Records: records } = parseObject(body);
  if (event === "s3:TestEvent" && records === undefined) return { kind: "test" };
  if (!Array.isArray(records) || records.length === 0)
    return { kind: "undecodable", reason: "the message is not an S3 event notification" };
  const parkedKeys = new Set<string>();
  const foreignRecords: ForeignRecord[] = [];
  for (const record of records as readonly unknown[]) {
    const key = keyOf(record);
    if (key?.startsWith(PARKED_PREFIX)) parkedKeys.add(key);
    else foreignRecords.push({ body: stringify(record) ?? body, reason: foreignReason(key) });
  }
  return { kind: "records", parkedKeys: [...parkedKeys], foreignRecords };
}

/** The decoded key of the object that a record of an S3 event notification names. */
export function keyOf(record: unknown): string | undefined {
  const s3 = isObject(record) ? record["s3"] : undefined;
  const object = isObject(s3) ? s3["object"] : undefined;
  const key = isObject(object) ? object["key"] : undefined;
  if (typeof key !== "string") return undefined;
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function stringify(record: unknown): string | undefined {
  try {
    return JSON.stringify(record);
  } catch {
    return undefined;
  }
}

function foreignReason(key: string | undefined): string {
  return key === undefined
    ? "the record of the S3 event notification has no URL-encoded object key"
    : `the S3 event notification names an object outside ${PARKED_PREFIX}; send it notifications for ${PARKED_PREFIX} only`;
}
