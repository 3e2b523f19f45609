import { PARKED_PREFIX } from "../../catalog";
import { isObject, parseObject } from "../shared/json";

/** A message of the replay queue. */
export type EventNotification =
  | { readonly kind: "parked"; readonly keys: readonly string[] }
  /** S3 checks that it can send to the queue. */
  | { readonly kind: "test" }
  | { readonly kind: "undecodable"; readonly reason: string };

/** Source: Amazon S3 User Guide, "Event message structure"; keys are URL-encoded as in HTML forms. */
export function parseEventNotification(body: string): EventNotification {
  const { Event: event, Records: records } = parseObject(body);
  if (event === "s3:TestEvent") return { kind: "test" };
  if (!Array.isArray(records) || records.length === 0)
    return undecodable("the message is not an S3 event notification");
  const keys = records.map(keyOf);
  return keys.every((key) => key?.startsWith(PARKED_PREFIX))
    ? { kind: "parked", keys: keys.flatMap((key) => key ?? []) }
    : undecodable(`the notification names an object outside ${PARKED_PREFIX}`);
}

function keyOf(record: unknown): string | undefined {
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

function undecodable(reason: string): EventNotification {
  return { kind: "undecodable", reason };
}
