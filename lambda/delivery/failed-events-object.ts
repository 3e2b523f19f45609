import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import { isObject, type JsonObject, parseObject } from "../shared/json";
import { isTimestamp } from "../shared/timestamp";
import type { LogEvent, Origin } from "./log-event";

const compress = promisify(gzip);

/** An event that a sink did not accept, and the reason, without log text. */
export interface FailedEvent {
  readonly event: LogEvent;
  readonly reason: string;
}

export interface FailedEventsObject {
  readonly sink: SinkName;
  readonly failedEvents: readonly FailedEvent[];
  /** Lines that do not contain an event. */
  readonly undecodableLines: readonly string[];
}

/** Changes with the format of the object, so that a reader can detect the format. */
const FORMAT = "inventorysync.failed-events.1";

/**
 * Encodes events for the bucket: gzip of JSON lines. The first line is a header with format and sink. Each other line
 * contains one event with its reason, id and timestamp.
 */
export async function encodeFailedEvents(
  sink: SinkName,
  failedEvents: readonly FailedEvent[],
  now: number,
): Promise<Uint8Array> {
  const lines = [{ format: FORMAT, sink, at: new Date(now).toISOString() }, ...failedEvents];
  return compress(lines.map((line) => JSON.stringify(line)).join("\n"));
}

/**
 * Maximum decompressed size of an object, in bytes: the size that one invocation decompresses, with the origin repeated
 * in each line.
 */
export const MAX_UNCOMPRESSED_OBJECT_BYTES = 128 * 1024 * 1024;

/** @returns the events, or the reason why the object is undecodable, without any of its content */
export function decodeFailedEvents(body: Uint8Array): FailedEventsObject | { readonly decodeError: string } {
  let text: string;
  try {
    text = gunzipSync(body, { maxOutputLength: MAX_UNCOMPRESSED_OBJECT_BYTES }).toString("utf8");
  } catch (error) {
    return {
      decodeError: `not gzip of at most ${MAX_UNCOMPRESSED_OBJECT_BYTES} bytes uncompressed (${String((error as NodeJS.ErrnoException).code)})`,
    };
  }
  const [first = "", ...lines] = text.split("\n");
  const { format, sink: name } = parseObject(first);
  const sink = SINK_NAMES.find((candidate) => candidate === name);
  if (format !== FORMAT || !sink)
    return { decodeError: `the first line does not contain the format ${FORMAT} and a sink` };

  const failedEvents: FailedEvent[] = [];
  const undecodableLines: string[] = [];
  for (const line of lines) {
    const read = decodeFailedEvent(parseObject(line));
    if (read) failedEvents.push(read);
    else if (line !== "") undecodableLines.push(line);
  }
  return { sink, failedEvents, undecodableLines };
}

function decodeFailedEvent({ event, reason }: JsonObject): FailedEvent | undefined {
  if (!isObject(event)) return undefined;
  const { id, timestamp, log: name, origin, record, occurrences } = event;
  const log = LOGS.find((candidate) => candidate.id === name)?.id;
  if (typeof id !== "string" || !log || !isObject(record) || !isOrigin(origin)) return undefined;
  if (!isTimestamp(timestamp) || !(occurrences === undefined || isCount(occurrences))) return undefined;
  return {
    event: {
      ...{ id, timestamp, log, origin },
      record: record,
      ...(occurrences !== undefined && { occurrences }),
    },
    reason: typeof reason === "string" ? reason : "no reason given",
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isOrigin(value: unknown): value is Origin & JsonObject {
  if (!isObject(value)) return false;
  return [value["owner"], value["logGroup"], value["logStream"]].every((part) => typeof part === "string");
}
