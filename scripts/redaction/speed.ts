import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { linesOf } from "../../bench/forwarder/workloads";
import type { LogRecord } from "../../catalog";
import type * as redaction from "../../lambda/redaction";
import { records, systemLines } from "../../test/fixtures/redaction/corpus";
import { ordinarySystemLines } from "../../test/fixtures/redaction/ordinary-system-lines";

export interface Speed {
  readonly kind: string;
  readonly lines: number;
  readonly bytesPerLine: number;
  /**
   * Microseconds per line; the least of many short rounds, in which parsing and redaction alternate, because other
   * processes of the machine only add to it.
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
  /** Whether the forwarder redacts parsed records; it redacts other lines as text. */
  readonly areRecords?: true;
}

/** Lines of each generator. */
const EACH = 20;
const ACCESS_LINES = 200;
const ROUNDS = 500;

const KINDS_OF_LINES = (): readonly KindOfLine[] => [
  { kind: "record", lines: records(EACH), maxCost: 1.5, areRecords: true },
  { kind: "system log", lines: systemLines(EACH), maxCost: 28 },
  { kind: "well-known programs", lines: ordinarySystemLines(), maxCost: 28 },
  {
    kind: "access log",
    lines: linesOf({ workload: "access", seed: 1, lines: ACCESS_LINES, now: Date.UTC(2026, 2, 1) }),
    maxCost: 55,
  },
];

/**
 * Measures the time of redacting lines with all detectors and a hash key, and of `JSON.parse` of the same lines. A line
 * that is no JSON is parsed as a JSON string. Measures the bundle, which is what AWS Lambda runs: in separate modules, every use of
 * an import is a look-up.
 */
export function measureSpeed(): readonly Speed[] {
  const { createRedactor } = bundledRedaction();
  return KINDS_OF_LINES().map(({ kind, lines, maxCost, areRecords = false }) => {
    const { redactRecord, redactText } = createRedactor({ hashKey: "a made-up key of this measurement" });
    const json = areRecords ? lines : lines.map((line) => JSON.stringify(line));
    const parsing = json.map((line) => () => JSON.parse(line) as unknown);
    const redacting = lines.map((line) => {
      if (!areRecords) return () => redactText(line);
      const record = JSON.parse(line) as LogRecord;
      return () => redactRecord(record);
    });
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
  const start = performance.now();
  for (const each of work) each();
  return (1_000 * (performance.now() - start)) / work.length;
}
