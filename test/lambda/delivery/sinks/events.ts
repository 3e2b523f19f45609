import fc from "fast-check";
import {
  ATTRIBUTES,
  FIELDS,
  type FieldType,
  LEVELS,
  type LogRecord,
  SENSITIVE_DATA_CLASSES,
} from "../../../../catalog";
import type { LogEvent } from "../../../../lambda/delivery/log-event";
import { bodyOf } from "../../../../lambda/delivery/sinks/body-writer";
import type { Attempt, Item, Sink } from "../../../../lambda/delivery/sinks/sink";

export const NOW = Date.parse("2026-01-02T12:00:00Z");

export function eventOf(record: LogRecord, more: Partial<LogEvent> = {}): LogEvent {
  return {
    id: "38000000000000000000000000000000000000000000000000000001",
    timestamp: NOW - 60_000,
    log: "application",
    origin: {
      owner: "000000000000",
      logGroup: "/inventorysync/staging/application",
      logStream: "inventorysync-api",
    },
    record: { "@timestamp": new Date(NOW - 60_000).toISOString(), ...record },
    ...more,
  };
}

/** Distinct events with the same record. */
export function eventsOf(count: number, record: LogRecord): LogEvent[] {
  return Array.from({ length: count }, (_, index) => eventOf(record, { id: `event-${index}` }));
}

export function itemsOf(sink: Sink, events: readonly LogEvent[]): Item[] {
  return events.map((event) => {
    const { body } = sink.encode(event);
    return { event, ...bodyOf(body) };
  });
}

/** The first attempt, with sufficient time for any sink. */
const FIRST_ATTEMPT: Attempt = { timeoutMs: 60_000, mayBeDuplicate: false };

/** Sends the events as one batch. */
export function sendAll(sink: Sink, events: readonly LogEvent[], attempt: Partial<Attempt> = {}) {
  return sink.send(itemsOf(sink, events), { ...FIRST_ATTEMPT, ...attempt });
}

/** Code units of every kind: halves of surrogate pairs, NUL, quotes. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));
const long = fc
  .tuple(
    fc.constantFrom("x", "\0", '"', "\n", "ü", "💥", "\ud83d", "word 17 "),
    fc.integer({ min: 1, max: 400_000 }),
  )
  .map(([text, length]) => text.repeat(Math.ceil(length / text.length)));
const text = fc.oneof(
  { weight: 100, arbitrary: codeUnits },
  { weight: 1, arbitrary: long },
  { weight: 25, arbitrary: fc.string() },
);

const VALUES: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  timestamp: fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    text,
  ),
  level: fc.constantFrom(...LEVELS),
  keyword: text,
  text,
  double: fc.double({ noNaN: true, noDefaultInfinity: true }),
  integer: fc.integer(),
  classes: fc.subarray([...SENSITIVE_DATA_CLASSES], { minLength: 1 }),
  exception: fc.record({
    type: text,
    value: text,
    stacktrace: fc.array(
      fc.oneof(
        text,
        fc
          .tuple(text, fc.nat(), text)
          .map(([file, line, name]) => `File "${file}", line ${line}, in ${name}`),
      ),
      { maxLength: 80 },
    ),
  }),
};

const attributes = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.dictionary(
      text,
      fc.anything({ maxDepth: 9, key: text, values: [text, fc.double(), fc.boolean(), fc.constant(null)] }),
      { maxKeys: 8 },
    ),
  },
  // More keys than any limit allows.
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 60_000 })
      .map((count) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, 1]))),
  },
);

/** Any record, including those that parsing never returns. */
export const anyRecord = fc.record(
  { ...Object.fromEntries(FIELDS.map(({ name, type }) => [name, VALUES[type]])), [ATTRIBUTES]: attributes },
  { requiredKeys: [] },
) as fc.Arbitrary<LogRecord>;
