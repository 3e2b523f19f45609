import { LOGS } from "../../catalog";
import { drawTroubles } from "./faults/draw-faults";
import type { Corruption, Lines, Payload, Plan } from "./plan";
import { chance, oneOf, type Random, randomOf, weighted } from "./random";

const FOR_THE_PLAN = 0;

/** Most payloads come early, in seconds since the beginning, and some when the troubles are over that others met. */
const EARLY_ENDS = 180;
const LATE_ENDS = 900;

/** The plan with this number in a run with this seed: the same every time. */
export function drawPlan(seed: number, number: number): Plan {
  const random = randomOf(seed, number, FOR_THE_PLAN);
  const traffic = drawTraffic(random);
  return {
    seed,
    number,
    topology: oneOf(random, ["direct", "kinesis"]),
    // The least that an environment may have, and its default.
    timeout: oneOf(random, [30, 120]),
    itemsPerRequest: weighted(random, [
      [1, 1],
      [3, 3],
      [4, 5],
      [3, 10],
      [2, 50],
    ] as const),
    recordsPerBatch: random.integer(1, 6),
    retries: random.integer(2, 5),
    sampleRates: chance(random, 0.15) ? { performance: 0.5 } : {},
    traffic,
    troubles: drawTroubles(
      random,
      traffic.map(({ at }) => at),
    ),
  };
}

function drawTraffic(random: Random): Payload[] {
  const count = random.integer(1, 6);
  const times = Array.from({ length: count }, () => drawTime(random)).sort((a, b) => a - b);
  return times.map((at, number) => ({ at, ...drawPayload(random, number) }));
}

function drawTime(random: Random): number {
  return chance(random, 0.15)
    ? random.integer(EARLY_ENDS, LATE_ENDS)
    : Math.floor(random.fraction() ** 3 * EARLY_ENDS);
}

type Content = Payload extends infer Each ? (Each extends Payload ? Omit<Each, "at"> : never) : never;

function drawPayload(random: Random, number: number): Content {
  const kind = weighted(random, [
    [16, "lines"],
    [number > 0 ? 2 : 0, "again"],
    [1.5, "corrupt"],
    [0.7, "control"],
    [0.7, "own"],
  ] as const);
  switch (kind) {
    case "lines":
      return { is: kind, log: oneOf(random, LOG_IDS), lines: drawLines(random) };
    case "again":
      return { is: kind, of: random.integer(0, number - 1) };
    case "corrupt":
      return { is: kind, how: oneOf(random, CORRUPTIONS) };
    case "control":
    case "own":
      return { is: kind };
  }
}

/** The application's log has everything that can go wrong, so it comes most often. */
const LOG_IDS = ["application", "application", ...LOGS.map(({ id }) => id)] as const;
const CORRUPTIONS = [
  "no gzip",
  "cut short",
  "no JSON",
  "no events",
  "another group",
] as const satisfies Corruption[];

function drawLines(random: Random): Lines {
  const some = (share: number, from: number, to: number) =>
    chance(random, share) ? random.integer(from, to) : 0;
  const lines: Lines = {
    info: some(0.9, 1, 8),
    error: some(0.6, 1, 5),
    storm: some(0.2, 12, 30),
    plain: some(0.3, 1, 3),
    long: some(0.25, 1, 2),
    huge: some(0.004, 1, 1),
    secret: some(0.2, 1, 2),
  };
  const present = Object.entries(lines).filter(([, lineCount]) => lineCount > 0);
  return present.length > 0 ? Object.fromEntries(present) : { info: 1 };
}
