import type { Bench } from "./bench";
import { measureCpu, measureErrors, measureScaling } from "./measure-cpu";
import { measureSlowIntakes } from "./measure-intakes";
import { measureBundle, measureColdStart, measureMemory, type MemoryCase } from "./measure-process";
import type { Measurement } from "./measurement";
import { WORKLOADS } from "./workloads";

/** How much a run measures. */
interface Extent {
  readonly lines: number;
  readonly rounds: number;
  readonly scaling: readonly number[];
  readonly slowRounds: number;
  readonly coldStarts: number;
  readonly memoryRounds: number;
}

const WHOLE: Extent = {
  lines: 10_000,
  rounds: 9,
  scaling: [1, 10, 100, 1_000, 10_000, 100_000],
  slowRounds: 7,
  coldStarts: 15,
  memoryRounds: 3,
};
const SHORT: Extent = {
  lines: 2_000,
  rounds: 9,
  scaling: [1, 1_000],
  slowRounds: 3,
  coldStarts: 7,
  memoryRounds: 1,
};

/** The parts of a run, in their order. */
export const PARTS = ["size", "cpu", "errors", "scaling", "intakes", "cold-start", "memory"] as const;
export type Part = (typeof PARTS)[number];

export interface RunOptions {
  readonly short: boolean;
  readonly parts: readonly Part[];
  /** Is called before each part. */
  readonly onProgress: (part: Part) => void;
}

export async function runMeasurements(
  bench: Bench,
  { short, parts, onProgress }: RunOptions,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const part of PARTS.filter((each) => parts.includes(each))) {
    onProgress(part);
    measurements.push(...(await measure(part, bench, short ? SHORT : WHOLE)));
  }
  return measurements;
}

/** How often two forwarders are measured after each other. */
const TURNS = 3;

/**
 * Measures two forwarders in turns, each with as many rounds as one run has, so that other programs on the machine disturb
 * both alike.
 */
export async function runInTurns(
  benches: readonly [Bench, Bench],
  { short, parts, onProgress }: RunOptions,
): Promise<readonly [readonly Measurement[], readonly Measurement[]]> {
  const extent = partOf(short ? SHORT : WHOLE, TURNS);
  const measured: readonly [Measurement[], Measurement[]] = [[], []];
  for (const part of PARTS.filter((each) => parts.includes(each))) {
    onProgress(part);
    for (let turn = 0; turn < TURNS; turn += 1)
      // Each is the first in every other turn.
      for (const index of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
        measured[index].push(...(await measure(part, benches[index], extent)));
  }
  return [mergeSamples(measured[0]), mergeSamples(measured[1])];
}

function partOf(extent: Extent, turns: number): Extent {
  const share = (rounds: number) => Math.ceil(rounds / turns);
  return {
    ...extent,
    rounds: share(extent.rounds),
    slowRounds: share(extent.slowRounds),
    coldStarts: share(extent.coldStarts),
    memoryRounds: share(extent.memoryRounds),
  };
}

/** One measurement for each id, with the samples of all turns. */
export function mergeSamples(measurements: readonly Measurement[]): readonly Measurement[] {
  const merged = new Map<string, Measurement>();
  for (const measurement of measurements) {
    const { samples = [] } = merged.get(measurement.id) ?? {};
    merged.set(measurement.id, { ...measurement, samples: [...samples, ...measurement.samples] });
  }
  return [...merged.values()];
}

function measure(part: Part, bench: Bench, extent: Extent): Promise<readonly Measurement[]> {
  const { lines, rounds, scaling, slowRounds, coldStarts, memoryRounds } = extent;
  switch (part) {
    case "size":
      return Promise.resolve([measureBundle(bench)]);
    case "cpu":
      return measureCpu(bench, { lines, rounds });
    case "errors":
      return measureErrors(bench, { lines: Math.min(1_000, lines), rounds });
    case "scaling":
      return measureScaling(
        bench,
        scaling.map((count) => ({ lines: count, rounds: roundsOf(count, rounds) })),
      );
    case "intakes":
      return measureSlowIntakes(bench, slowRounds);
    case "cold-start":
      return measureColdStart(bench, coldStarts);
    case "memory":
      return measureMemory(bench, memoryRounds, MEMORY_CASES);
  }
}

const MEMORY_CASES: readonly MemoryCase[] = [
  { title: "one error", workload: "errors", lines: 1 },
  { title: "10,000 record lines, 1 % errors", workload: "recordsWithErrors", lines: 10_000 },
  { title: WORKLOADS.emails, workload: "emails", lines: 0 },
  { title: WORKLOADS.characters, workload: "characters", lines: 0 },
];

/** More rounds of few events, whose times vary more, and fewer of many, which take long. */
function roundsOf(lines: number, rounds: number): number {
  if (lines <= 100) return 10 * rounds;
  return lines >= 100_000 ? Math.ceil(rounds / 3) : rounds;
}
