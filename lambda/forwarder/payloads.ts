import { isObject } from "../shared/json";
import { parseResendRequest } from "./resend";

/** One payload of CloudWatch Logs in an invocation. */
export interface Payload {
  /** Gzip of JSON, not validated yet; the JSON of an event or a record that has no payload. */
  readonly compressed: Uint8Array;
  /** Sequence number of the Kinesis record; absent in invocations by CloudWatch Logs, and if the record has none. */
  readonly sequenceNumber?: string;
}

/**
 * Extracts the payloads of an invocation by CloudWatch Logs (`{ awslogs: { data } }`), by the event source mapping of a
 * Kinesis data stream (`{ Records: [{ kinesis: { data, sequenceNumber } }] }`), or by an operator (`{ resend: { sink,
 * data: [] } }`). All contain base64. Any other event, and any other record by itself, becomes an undecodable payload,
 * so that it is quarantined.
 */
export function extractPayloads(event: unknown): readonly Payload[] {
  const { awslogs, Records: records } = isObject(event) ? event : {};
  if (isObject(awslogs) && typeof awslogs["data"] === "string")
    return [{ compressed: fromBase64(awslogs["data"]) }];
  const resend = parseResendRequest(event);
  if (resend) return resend.data.map((data) => ({ compressed: fromBase64(data) }));
  if (Array.isArray(records) && records.length > 0) return records.map(payloadOfRecord);
  return [{ compressed: toJson(event) }];
}

function payloadOfRecord(record: unknown): Payload {
  const kinesis = isObject(record) ? record["kinesis"] : undefined;
  const { data, sequenceNumber } = isObject(kinesis) ? kinesis : {};
  if (typeof sequenceNumber !== "string") return { compressed: toJson(record) };
  return { compressed: typeof data === "string" ? fromBase64(data) : toJson(record), sequenceNumber };
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value ?? null));
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, "base64");
}
