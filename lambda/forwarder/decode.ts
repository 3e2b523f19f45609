import { gunzipSync } from "node:zlib";
import { logOfGroup } from "../../lib/catalog";
import type { Origin, RawEvent } from "./log-event";

/** What an invocation's payload was. A refusal must fail the invocation, so that the platform keeps the payload. */
export type Decoded =
  | { readonly kind: "events"; readonly origin: Origin; readonly events: readonly RawEvent[] }
  /** CloudWatch Logs makes sure that it can reach the function. */
  | { readonly kind: "control" }
  /** The reason holds no log text. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The most a payload may unpack to, in bytes. An asynchronous invocation carries 1 MB (AWS Lambda Developer Guide,
 * "Lambda quotas"), which is 768 KiB of gzip; log text usually packs to between a fifth and a twentieth. Forty times leaves
 * room for very repetitive logs, and keeps a crafted payload (gzip reaches 1,000 to 1) from exhausting the memory.
 */
export const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;

/** The last millisecond RFC 3339 can write. */
const MAX_TIMESTAMP = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * Reads what a subscription filter hands to a function: `{ awslogs: { data } }`, where data is base64 of gzip of JSON.
 * Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters".
 */
export function decode(event: unknown, environment: string): Decoded {
  const unpacked = unpack(event);
  if ("reason" in unpacked) return refused(unpacked.reason);
  const message = parseJson(unpacked.text);
  if (!isObject(message)) return refused("the payload unpacks to something else than a JSON object");
  switch (message["messageType"]) {
    case "CONTROL_MESSAGE":
      return { kind: "control" };
    case "DATA_MESSAGE":
      return readEvents(message, environment);
    default:
      return refused("messageType is neither DATA_MESSAGE nor CONTROL_MESSAGE");
  }
}

function unpack(event: unknown): { readonly text: string } | { readonly reason: string } {
  const awslogs = isObject(event) ? event["awslogs"] : undefined;
  const data = isObject(awslogs) ? awslogs["data"] : undefined;
  if (typeof data !== "string")
    return { reason: "the event has no awslogs.data, as a subscription filter sends it" };
  try {
    const bytes = gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: MAX_UNPACKED_BYTES });
    return { text: bytes.toString("utf8") };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    return {
      reason:
        code === "ERR_BUFFER_TOO_LARGE"
          ? `awslogs.data unpacks to more than ${MAX_UNPACKED_BYTES} bytes`
          : `awslogs.data is not base64 of gzip (${code})`,
    };
  }
}

function readEvents(message: Readonly<Record<string, unknown>>, environment: string): Decoded {
  const { owner, logGroup, logStream, logEvents } = message;
  if (typeof owner !== "string" || typeof logGroup !== "string" || typeof logStream !== "string") {
    return refused("owner, logGroup and logStream are not all text");
  }
  // The first guard against a loop: the forwarder's own log group is none of the environment's logs.
  const log = logOfGroup(environment, logGroup);
  if (!log)
    return refused(
      `log group ${logGroup} is none of the logs of ${environment}; remove its subscription filter`,
    );
  if (!Array.isArray(logEvents)) return refused("logEvents is not a list");

  const origin = { owner, logGroup, logStream };
  const events: RawEvent[] = [];
  for (const [index, { id, timestamp, message: text }] of logEvents.map(asObject).entries()) {
    if (typeof id !== "string" || typeof text !== "string" || !isTimestamp(timestamp)) {
      return refused(`logEvents[${index}] is not an id, a timestamp in milliseconds and a message`);
    }
    events.push({ id, timestamp, message: text, origin, log });
  }
  return { kind: "events", origin, events };
}

function refused(reason: string): Decoded {
  return { kind: "refused", reason };
}

/** Undefined for text that is not JSON; the parser's own message would quote it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIMESTAMP;
}
