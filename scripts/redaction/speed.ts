import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { LogRecord } from "../../catalog";
import type * as redaction from "../../lambda/redaction";
import { records, systemLines } from "../../test/fixtures/redaction/corpus";

export interface Speed {
  readonly kind: string;
  readonly lines: number;
  readonly bytesPerLine: number;
  /**
   * Microseconds of CPU time per line; the least of several rounds, in which parsing and redaction alternate, because
   * other processes of the machine only add to it.
   */
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
  readonly redact: (redactor: redaction.Redactor, line: string) => () => unknown;
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
    maxCost: 1.4,
    redact: ({ redactRecord }, line) => {
      const record = JSON.parse(line) as LogRecord;
      return () => redactRecord(record);
    },
  },
  {
    kind: "system log",
    lines: systemLines(EACH / 10),
    maxCost: 24,
    redact:
      ({ redactText }, line) =>
      () =>
        redactText(line),
  },
];

/**
 * Measures the CPU time of redacting lines with all detectors, and of `JSON.parse` of the same lines. A line that is no
 * JSON is parsed as a JSON string. Measures the bundle, which is what AWS Lambda runs: in separate modules, every use of
 * an import is a look-up.
 */
export function measureSpeed(): readonly Speed[] {
  const { createRedactor } = bundledRedaction();
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
      parseMicroseconds: Math.min(...parseRounds),
      redactMicroseconds: Math.min(...redactRounds),
    };
  });
}

function bundledRedaction(): typeof redaction {
  const folder = mkdtempSync(join(tmpdir(), "redaction-"));
  try {
    const outfile = join(folder, "redaction.cjs");
    buildSync({
      ...{ entryPoints: [join(__dirname, "../../lambda/redaction/index.ts")], outfile, bundle: true },
      ...{ platform: "node", format: "cjs", target: "node20", minify: true, keepNames: true },
    });
    return createRequire(__filename)(outfile) as typeof redaction;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function microsecondsPerLine(work: readonly (() => unknown)[]): number {
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const each of work) each();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / (work.length * REPEATS);
}
