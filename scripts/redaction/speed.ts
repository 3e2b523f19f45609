import type { LogRecord } from "../../catalog";
import { createRedactor } from "../../lambda/redaction";

export interface Speed {
  readonly lines: number;
  readonly bytesPerLine: number;
  /** Microseconds of CPU time per line; the median of several rounds, in which parsing and redaction alternate. */
  readonly parseMicroseconds: number;
  readonly redactMicroseconds: number;
}

/** Maximum CPU time of redaction, as a multiple of `JSON.parse`. */
export const MAX_COST = 3;

const ROUNDS = 15;
/** Repetitions of all lines in one round. */
const REPEATS = 20;

/** Measures the CPU time of redacting parsed lines with all detectors, and of `JSON.parse` of the same lines. */
export function measureSpeed(lines: readonly string[]): Speed {
  const { redactRecord } = createRedactor();
  const parsed = lines.map((line) => JSON.parse(line) as LogRecord);
  const parseRounds: number[] = [];
  const redactRounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    parseRounds.push(microsecondsPerLine(lines, (line) => JSON.parse(line) as unknown));
    redactRounds.push(microsecondsPerLine(parsed, redactRecord));
  }
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  return {
    lines: lines.length,
    bytesPerLine: bytes / lines.length,
    parseMicroseconds: median(parseRounds),
    redactMicroseconds: median(redactRounds),
  };
}

function microsecondsPerLine<Item>(items: readonly Item[], work: (item: Item) => unknown): number {
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const item of items) work(item);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / (items.length * REPEATS);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
