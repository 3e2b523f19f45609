import { type LogRecord, SENSITIVE_DATA_CLASSES, type SensitiveDataClass } from "../../catalog";
import type { LogEvent } from "../delivery/log-event";
import { type Redactor, withRedactedClasses } from "../redaction";
import type { Clock } from "../shared/clock";
import type { ParsedEvent } from "./parse";

export interface RedactedEvents extends RedactionCounts {
  readonly events: readonly LogEvent[];
}

export interface RedactionCounts {
  /** Number of replaced secrets. */
  readonly replacements: number;
  /** Number of events in which secrets of each class were replaced. */
  readonly eventsByClass: EventsByClass;
  /** Number of events reduced to their safe fields, because redaction failed or its time was used up. */
  readonly failures: number;
  /** Number of those events for which the time was used up. */
  readonly timeouts: number;
}

export type EventsByClass = Readonly<Record<SensitiveDataClass, number>>;

export const NOTHING_REDACTED: RedactionCounts = {
  replacements: 0,
  eventsByClass: eventsByClass(() => 0),
  failures: 0,
  timeouts: 0,
};

export function addRedactions(one: RedactionCounts, other: RedactionCounts): RedactionCounts {
  return {
    replacements: one.replacements + other.replacements,
    eventsByClass: eventsByClass((name) => one.eventsByClass[name] + other.eventsByClass[name]),
    failures: one.failures + other.failures,
    timeouts: one.timeouts + other.timeouts,
  };
}

function eventsByClass(count: (name: SensitiveDataClass) => number): Record<SensitiveDataClass, number> {
  return Object.fromEntries(SENSITIVE_DATA_CLASSES.map((name) => [name, count(name)])) as Record<
    SensitiveDataClass,
    number
  >;
}

export interface RedactionTime {
  readonly now: Clock["now"];
  /** The deadline for redaction, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** Fraction of the time until the deadline for sending that redaction may take. The rest is for delivery. */
const REDACTION_SHARE = 0.5;

/**
 * Minimum time for redaction, in milliseconds, even if the invocation started with little or no time left to send. A
 * text is withheld for good only if its redaction is slow; otherwise it is redacted and parked, or Lambda retries. Enough
 * for 100,000 lines.
 */
const MIN_REDACTION_MS = 1_000;

/** The deadline for redaction that starts now, in milliseconds since the epoch. */
export function redactionDeadline(now: number, sendingDeadline: number): number {
  return now + Math.max(MIN_REDACTION_MS, (sendingDeadline - now) * REDACTION_SHARE);
}

/**
 * Redacts parsed events, in their order. All later stages receive only redacted text. An event whose turn comes after
 * the deadline is withheld, like one whose redaction fails: a retry would take as long and fail again, and would delay
 * the other events. Its line is still in the log group. The shortest lines have the first turns, so that a few long
 * ones cannot use up the time of the others.
 */
export function redactEvents(
  parsed: readonly ParsedEvent[],
  { redactRecord, withholdRecord }: Redactor,
  { now, deadline }: RedactionTime,
): RedactedEvents {
  let replacements = 0;
  const counts = eventsByClass(() => 0);
  let failures = 0;
  let timeouts = 0;
  const redactOrWithhold = ({ unredacted, log }: ParsedEvent): LogRecord => {
    if (now() >= deadline) {
      timeouts += 1;
      failures += 1;
      return withholdRecord(unredacted);
    }
    const redacted = redactRecord(unredacted, log);
    replacements += redacted.replacements;
    for (const name of redacted.classes) counts[name] += 1;
    if (redacted.failed) failures += 1;
    return withRedactedClasses(redacted.record, redacted.classes);
  };
  const events = new Array<LogEvent>(parsed.length);
  for (const index of turnsOf(parsed)) {
    const event = parsed[index];
    if (!event) continue;
    const { id, timestamp, origin, log } = event;
    events[index] = { id, timestamp, origin, log, record: redactOrWithhold(event) };
  }
  return { events, replacements, eventsByClass: counts, failures, timeouts };
}

/** More than a payload has events. */
const MAX_EVENTS = 2 ** 20;

/** Indices of the events, by the length of their lines. Sorts numbers, which takes a tenth of the time of sorting objects. */
function turnsOf(events: readonly ParsedEvent[]): Iterable<number> {
  const turns = Float64Array.from(events, ({ characters }, index) => characters * MAX_EVENTS + index).sort();
  return turns.map((turn) => turn % MAX_EVENTS);
}
