import type { JsonObject } from "../../shared/json";
import { readTime } from "./plain-text-time";
import { valueAt } from "./value-at";

/** A key under which libraries write a time; a dot stands for an inner object. */
export type TimeKey =
  | string
  /** Keys of the seconds since 1970, and of the nanoseconds of the second. */
  | { readonly seconds: string; readonly nanoseconds: string };

/** The first key that contains a time counts. A new library's key is one row. Sources: each library's documentation. */
export const TIME_KEYS: readonly TimeKey[] = [
  // The field, in another form than RFC 3339
  "@timestamp",
  // python-json-logger, structlog, Lambda Powertools, GELF
  "timestamp",
  // Google Cloud Logging
  { seconds: "timestamp.seconds", nanoseconds: "timestamp.nanos" },
  { seconds: "timestampSeconds", nanoseconds: "timestampNanos" },
  // pino, bunyan, slog, zerolog, logrus
  "time",
  "Time",
  // zap, Caddy
  "ts",
  "T",
  "asctime",
  // Monolog, an object with `date` up to version 1
  "datetime",
  "datetime.date",
  // Serilog
  "@t",
  // .NET's JSON console, Docker's logging driver
  "Timestamp",
  // loguru's serialized records
  "record.time.repr",
  "record.time.timestamp",
  // OpenTelemetry's JSON encoding, and its Python SDK
  "timeUnixNano",
  "time_unix_nano",
  "observedTimeUnixNano",
  "observed_timestamp",
  // Log4j's JSON template layout and JsonLayout
  "timeMillis",
  { seconds: "instant.epochSecond", nanoseconds: "instant.nanoOfSecond" },
  // Python's LogRecord
  "created",
  // MongoDB; log4js
  "t.$date",
  "startTime",
  // nginx
  "time_iso8601",
  "time_local",
  "msec",
  // journald
  "_SOURCE_REALTIME_TIMESTAMP",
  "__REALTIME_TIMESTAMP",
  // CloudTrail; Fluent Bit
  "eventTime",
  "event_time",
  "date",
];

/**
 * The decimal places by which a number of seconds, milliseconds, microseconds or nanoseconds becomes one of nanoseconds, by
 * its digits before the decimal point: those of times from 2001 to 2286.
 */
const DECIMAL_PLACES: Readonly<Record<number, number>> = { 10: 9, 13: 6, 16: 3, 19: 0 };

/** How far a line's own time may be from that of CloudWatch Logs. Other times are not those of the line: an appointment. */
const MAX_BEFORE_MS = 14 * 24 * 60 * 60 * 1_000;
const MAX_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * The time of a line whose field `@timestamp` contains none, from the keys of other libraries: a date and a time, or a
 * number of seconds, milliseconds, microseconds or nanoseconds since 1970.
 *
 * @param received CloudWatch Logs' timestamp in milliseconds. Times of more than 14 days before, the oldest that
 * CloudWatch Logs accepts (API Reference, "PutLogEvents"), or of more than a day after are not read.
 * @returns RFC 3339
 */
export function findTime(line: JsonObject, received: number): string | undefined {
  for (const key of TIME_KEYS) {
    const time = timeIn(valueOf(line, key));
    if (time === undefined) continue;
    const distance = Date.parse(time) - received;
    if (distance >= -MAX_BEFORE_MS && distance <= MAX_AFTER_MS) return time;
  }
  return undefined;
}

function valueOf(line: JsonObject, key: TimeKey): unknown {
  if (typeof key === "string") return valueAt(line, key);
  const seconds = valueAt(line, key.seconds);
  const nanoseconds = valueAt(line, key.nanoseconds);
  if (!Number.isInteger(nanoseconds)) return seconds;
  return `${String(seconds)}.${String(nanoseconds).padStart(9, "0")}`;
}

function timeIn(value: unknown): string | undefined {
  if (typeof value === "number") return timeOfNumber(String(value));
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (NUMBER.test(text)) return timeOfNumber(text);
  const read = readTime(text, 0);
  // A sentence that begins with a time is none.
  return read?.end === text.length ? read.time : undefined;
}

const NUMBER = /^\d+(?:\.\d+)?$/;

function timeOfNumber(number: string): string | undefined {
  if (!NUMBER.test(number)) return undefined;
  const [integer = "", fraction = ""] = number.split(".");
  const places = DECIMAL_PLACES[integer.length];
  if (places === undefined) return undefined;
  // Nanoseconds since 1970 exceed 2^53.
  const nanoseconds = BigInt(integer + fraction.slice(0, places).padEnd(places, "0"));
  const milliseconds = new Date(Number(nanoseconds / 1_000_000n)).toISOString();
  const rest = String(nanoseconds % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return milliseconds.replace("Z", `${rest}Z`);
}
