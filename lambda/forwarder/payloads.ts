import { isObject } from "../shared/json";

/** One payload of CloudWatch Logs in an invocation. */
export interface Payload {
  /** Gzip of JSON, not validated yet. */
  readonly compressed: Uint8Array;
  /** Sequence number of the Kinesis record; absent in invocations by CloudWatch Logs. */
  readonly sequenceNumber?: string;
}

/**
 * Extracts the payloads of an invocation by CloudWatch Logs (`{ awslogs: { data } }`) or by the event source mapping of
 * a Kinesis data stream (`{ Records: [{ kinesis: { data, sequenceNumber } }] }`). Both contain base64. Any other event
 * becomes one undecodable payload, so that it is quarantined.
 */
export function extractPayloads(event: unknown): readonly Payload[] {
  const { awslogs, Records: records } = isObject(event) ? event : {};
  if (isObject(awslogs) && typeof awslogs["data"] === "string")
    return [{ compressed: fromBase64(awslogs["data"]) }];
  if (Array.isArray(records) && records.length > 0 && records.every(isKinesisRecord)) {
    return records.map(({ kinesis: { data, sequenceNumber } }) => ({
      compressed: fromBase64(data),
      sequenceNumber,
    }));
  }
  return [{ compressed: Buffer.from(JSON.stringify(event ?? null)) }];
}

interface KinesisRecord {
  readonly kinesis: { readonly data: string; readonly sequenceNumber: string };
}

function isKinesisRecord(record: unknown): record is KinesisRecord {
  const kinesis = isObject(record) ? record["kinesis"] : undefined;
  return (
    isObject(kinesis) && typeof kinesis["data"] === "string" && typeof kinesis["sequenceNumber"] === "string"
  );
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, "base64");
}
