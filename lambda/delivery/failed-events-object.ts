import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import { isObject, type JsonObject, parseObject } from "../shared/json";
import { isTimestamp } from "../shared/timestamp";
import type { LogEvent, Origin } from "./log-event";

const compress = promisify(gzip);

/** An event that waits, or was refused, and why. The reason holds no log text. */
export interface FailedEvent {
  readonly event: LogEvent;
  readonly reason: string;
}

export interface FailedEventsObject {
  readonly sink: SinkName;
  readonly failedEvents: readonly FailedEvent[];
  /** Lines that are no held event. */
  readonly undecodableLines: readonly string[];
}

/** Changes with the form of an object, so that a reader can tell what it has before it. */
const FORMAT = "inventorysync.failed-events.1";

/**
 * Events as they are held in the bucket: gzip of JSON lines, first what the object is, then an event a line with its
 * reason, its id and its time as they were.
 */
export async function encodeFailedEvents(
  sink: SinkName,
  failedEvents: readonly FailedEvent[],
  now: number,
): Promise<Uint8Array> {
  const lines = [{ format: FORMAT, sink, at: new Date(now).toISOString() }, ...failedEvents];
  return compress(lines.map((line) => JSON.stringify(line)).join("\n"));
}

/** The most an object may unpack to, in bytes: what one invocation unpacks, with an origin in each line. */
export const MAX_UNCOMPRESSED_OBJECT_BYTES = 128 * 1024 * 1024;

/** @returns the events, or why the object cannot be read at all; the reason quotes nothing of it */
export function decodeFailedEvents(body: Uint8Array): FailedEventsObject | { readonly decodeError: string } {
  let text: string;
  try {
    text = gunzipSync(body, { maxOutputLength: MAX_UNCOMPRESSED_OBJECT_BYTES }).toString("utf8");
  } catch (error) {
    return {
      decodeError: `it is not gzip of at most ${MAX_UNCOMPRESSED_OBJECT_BYTES} bytes (${errorCode(error)})`,
    };
  }
  const [first = "", ...lines] = text.split("\n");
  const { format, sink: name } = parseObject(first);
  const sink = SINK_NAMES.find((candidate) => candidate === name);
  if (format !== FORMAT || !sink) return { decodeError: `its first line does not say ${FORMAT} and a sink` };

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

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
