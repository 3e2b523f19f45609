import { gunzipSync } from "node:zlib";
import { functionLogGroupName, logOfGroup } from "../../catalog";
import { redactText } from "../redaction";
import { isObject, type JsonObject, parseJson } from "../shared/json";
import { isTimestamp } from "../shared/timestamp";
import type { RawEvent } from "./raw-event";

/** The result of decoding a payload of CloudWatch Logs. Reasons contain no log text. */
export type DecodedPayload =
  | { readonly kind: "events"; readonly events: RawEvent[]; readonly uncompressedBytes: number }
  /** CloudWatch Logs checks that it can reach its destination. */
  | { readonly kind: "control" }
  /** From the log group of one of the platform's functions. The forwarder must not forward it. */
  | { readonly kind: "feedbackLoop"; readonly reason: string }
  | { readonly kind: "undecodable"; readonly reason: string };

/**
 * Maximum decompressed size of a payload, in bytes. An asynchronous invocation carries up to 1 MB (AWS Lambda Developer
 * Guide, "Lambda quotas"), which is 768 KiB of gzip. Log text usually compresses to between a fifth and a twentieth. A
 * factor of 40 allows very repetitive logs, and prevents a crafted payload (gzip reaches 1,000 to 1) from exhausting
 * the memory.
 */
export const MAX_UNCOMPRESSED_BYTES = 32 * 1024 * 1024;

/**
 * Decodes a payload of a subscription filter: gzip of JSON.
 * Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters".
 */
export function decode(compressed: Uint8Array, environment: string): DecodedPayload {
  try {
    return decodeUpTo(MAX_UNCOMPRESSED_BYTES, compressed, environment);
  } catch (error) {
    return notDecompressed(error);
  }
}

/** @throws Error of `node:zlib` for bytes that are not gzip, or that decompress to more than `maxBytes` */
export function decodeUpTo(maxBytes: number, compressed: Uint8Array, environment: string): DecodedPayload {
  const uncompressed = gunzipSync(compressed, { maxOutputLength: maxBytes });
  return readMessage(uncompressed.toString("utf8"), uncompressed.byteLength, environment);
}

/** Whether `node:zlib` threw the error because there is more than it may decompress. */
export function isTooLarge(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === TOO_LARGE;
}

export const TOO_LARGE = "ERR_BUFFER_TOO_LARGE";

/** @param error of `node:zlib` */
export function notDecompressed(error: unknown): DecodedPayload {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return undecodable(
    code === TOO_LARGE
      ? `the payload decompresses to more than ${MAX_UNCOMPRESSED_BYTES} bytes`
      : `the payload is not gzip (${code})`,
  );
}

/**
 * Reads the JSON of a payload.
 *
 * @param uncompressedBytes size of the text in UTF-8
 */
export function readMessage(text: string, uncompressedBytes: number, environment: string): DecodedPayload {
  const message = parseJson(text);
  if (!isObject(message)) return undecodable("the payload does not decompress to a JSON object");
  switch (message["messageType"]) {
    case "CONTROL_MESSAGE":
      return { kind: "control" };
    case "DATA_MESSAGE":
      return readEvents(message, environment, uncompressedBytes);
    default:
      return undecodable("messageType is neither DATA_MESSAGE nor CONTROL_MESSAGE");
  }
}

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Reads the events of a payload. Redacts its names here, before anything identifies an event by them: with the default
 * policy and without a key, so that an event has the same id in every delivery.
 */
function readEvents(message: JsonObject, environment: string, uncompressedBytes: number): DecodedPayload {
  const { owner, logGroup, logStream, logEvents } = message;
  if (typeof owner !== "string" || typeof logGroup !== "string" || typeof logStream !== "string") {
    return undecodable("owner, logGroup or logStream is not a string");
  }
  const groupName = redactText(logGroup).text;
  const remedy = `remove the subscription filter of ${groupName}`;
  if (logGroup.startsWith(functionLogGroupName(environment, ""))) {
    return {
      kind: "feedbackLoop",
      reason: `log group ${groupName} belongs to a function of the platform, so forwarding it would create a feedback loop; ${remedy}`,
    };
  }
  const log = logOfGroup(environment, logGroup);
  if (!log) return undecodable(`log group ${groupName} is not a log of ${environment}; ${remedy}`);
  if (!Array.isArray(logEvents)) return undecodable("logEvents is not a list");

  const origin = {
    owner: ACCOUNT_ID.test(owner) ? owner : redactText(owner).text,
    logGroup,
    logStream: redactText(logStream, log).text,
  };
  const events: RawEvent[] = [];
  for (const [index, event] of (logEvents as readonly unknown[]).entries()) {
    const { id, timestamp, message: text } = isObject(event) ? event : {};
    if (typeof id !== "string" || typeof text !== "string" || !isTimestamp(timestamp)) {
      return undecodable(
        `logEvents[${index}] does not have an id, a timestamp in milliseconds and a message`,
      );
    }
    events.push({ id, timestamp, message: text, origin, log });
  }
  return { kind: "events", events, uncompressedBytes };
}

function undecodable(reason: string): DecodedPayload {
  return { kind: "undecodable", reason };
}
