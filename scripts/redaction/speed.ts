import type { LogRecord } from "../../catalog";
import { createRedactor } from "../../lambda/redaction";
import { records, systemLines } from "../../test/fixtures/redaction/corpus";

export interface Speed {
  readonly kind: string;
  readonly lines: number;
  readonly bytesPerLine: number;
  /** Microseconds of CPU time per line; the median of several rounds, in which parsing and redaction alternate. */
  readonly parseMicroseconds: number;
  readonly redactMicroseconds: number;
  /** Maximum of `redactMicroseconds`, as a multiple of `parseMicroseconds`. */
  readonly maxCost: number;
}

interface KindOfLine {
  readonly kind: string;
  readonly lines: readonly string[];
  readonly maxCost: number;
  /** What the forwarder redacts: the parsed record, or the text of a line that is not JSON. */
  readonly redact: (redactor: ReturnType<typeof createRedactor>, line: string) => () => unknown;
}

/** Lines of each kind and generator. */
const EACH = 200;
const ROUNDS = 15;
/** Repetitions of all lines in one round. */
const REPEATS = 20;

const KINDS_OF_LINES = (): readonly KindOfLine[] => [
  {
    kind: "record",
    lines: records(EACH),
    maxCost: 4,
    redact: ({ redactRecord }, line) => {
      const record = JSON.parse(line) as LogRecord;
      return () => redactRecord(record);
    },
  },
  {
    kind: "system log",
    lines: systemLines(EACH / 10),
    maxCost: 60,
    redact:
      ({ redactText }, line) =>
      () =>
        redactText(line),
  },
];

/**
 * Measures the CPU time of redacting lines with all detectors, and of `JSON.parse` of the same lines. A line that is no
 * JSON is parsed as a JSON string.
 */
export function measureSpeed(): readonly Speed[] {
  return KINDS_OF_LINES().map(({ kind, lines, maxCost, redact }) => {
    const redactor = createRedactor();
    const json = lines.map((line) => (line.startsWith("{") ? line : JSON.stringify(line)));
    const parsing = json.map((line) => () => JSON.parse(line) as unknown);
    const redacting = lines.map((line) => redact(redactor, line));
    const parseRounds: number[] = [];
    const redactRounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      parseRounds.push(microsecondsPerLine(parsing));
      redactRounds.push(microsecondsPerLine(redacting));
    }
    return {
      ...{ kind, maxCost, lines: lines.length },
      bytesPerLine: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length,
      parseMicroseconds: median(parseRounds),
      redactMicroseconds: median(redactRounds),
    };
  });
}

function microsecondsPerLine(work: readonly (() => unknown)[]): number {
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const each of work) each();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / (work.length * REPEATS);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
