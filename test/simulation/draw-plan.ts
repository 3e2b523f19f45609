import { LOGS } from "../../catalog";
import { MAX_CHARACTERS } from "../../lambda/redaction/redactor";
import { drawFaults } from "./faults/draw-faults";
import type { Corruption, LineCounts, PayloadSpec, Plan } from "./plan";
import { chance, oneOf, type Random, randomStream, weighted } from "./random";

const PLAN_RANDOM_STREAM = 0;
const PIECES_RANDOM_STREAM = 7;

/** Most payloads arrive early, in seconds since the start. Some arrive after the early faults are over. */
const EARLY_TRAFFIC_END_SECONDS = 180;
const LATE_TRAFFIC_END_SECONDS = 900;

/** The plan with this number and seed. The same seed and number always give the same plan. */
export function drawPlan(seed: number, number: number): Plan {
  const random = randomStream(seed, number, PLAN_RANDOM_STREAM);
  const traffic = drawTraffic(random);
  const piecesRandom = randomStream(seed, number, PIECES_RANDOM_STREAM);
  return {
    seed,
    number,
    topology: oneOf(random, ["direct", "kinesis"]),
    // The lowest value that an environment accepts, and the default.
    timeoutSeconds: oneOf(random, [30, 120]),
    itemsPerRequest: weighted(random, [
      [1, 1],
      [3, 3],
      [4, 5],
      [3, 10],
      [2, 50],
    ] as const),
    eventsPerPiece: oneOf(piecesRandom, [3, 8, 10_000]),
    piecesOverlap: chance(piecesRandom, 0.5),
    recordsPerBatch: random.integer(1, 6),
    retryAttempts: random.integer(2, 5),
    sampleRates: chance(random, 0.15) ? { performance: 0.5 } : {},
    redactionBudget: redactionBudgetFor(traffic),
    traffic,
    faults: drawFaults(
      random,
      traffic.map(({ at }) => at),
    ),
  };
}

/** More than a dense line counts before its redaction, and less than the length of its labels. */
const LOW_REDACTION_BUDGET = 20_000;

/** Low, so that labels can exceed it without large lines, unless the plan has large lines. */
function redactionBudgetFor(traffic: readonly PayloadSpec[]): number {
  const hasLargeLines = traffic.some(
    ({ kind, ...each }) => kind === "lines" && "lines" in each && (each.lines.overDatadogLimit ?? 0) > 0,
  );
  return hasLargeLines ? MAX_CHARACTERS : LOW_REDACTION_BUDGET;
}

function drawTraffic(random: Random): PayloadSpec[] {
  const count = random.integer(1, 6);
  const times = Array.from({ length: count }, () => drawTime(random)).sort((a, b) => a - b);
  return times.map((at, number) => ({ at, ...drawPayload(random, number) }));
}

function drawTime(random: Random): number {
  return chance(random, 0.15)
    ? random.integer(EARLY_TRAFFIC_END_SECONDS, LATE_TRAFFIC_END_SECONDS)
    : Math.floor(random.fraction() ** 3 * EARLY_TRAFFIC_END_SECONDS);
}

type PayloadContent = PayloadSpec extends infer Each
  ? Each extends PayloadSpec
    ? Omit<Each, "at">
    : never
  : never;

function drawPayload(random: Random, number: number): PayloadContent {
  const kind = weighted(random, [
    [16, "lines"],
    [number > 0 ? 2 : 0, "duplicate"],
    [1.5, "corrupt"],
    [0.7, "control-message"],
    [0.7, "function-log"],
  ] as const);
  switch (kind) {
    case "lines":
      return { kind, log: oneOf(random, LOG_IDS), lines: drawLines(random) };
    case "duplicate":
      return { kind, originalIndex: random.integer(0, number - 1) };
    case "corrupt":
      return { kind, corruption: oneOf(random, CORRUPTIONS) };
    case "control-message":
    case "function-log":
      return { kind };
  }
}

/** The application log has every destination and every kind of error, so it is drawn most often. */
const LOG_IDS = ["application", "application", ...LOGS.map(({ id }) => id)] as const;
const CORRUPTIONS = [
  "not-gzip",
  "truncated-gzip",
  "not-json",
  "invalid-events",
  "unknown-log-group",
] as const satisfies Corruption[];

function drawLines(random: Random): LineCounts {
  const drawCount = (share: number, from: number, to: number) =>
    chance(random, share) ? random.integer(from, to) : 0;
  const lines: LineCounts = {
    info: drawCount(0.9, 1, 8),
    error: drawCount(0.6, 1, 5),
    storm: drawCount(0.2, 12, 30),
    unstructured: drawCount(0.3, 1, 3),
    overSentryLimit: drawCount(0.25, 1, 2),
    overDatadogLimit: drawCount(0.004, 1, 1),
    secret: drawCount(0.2, 1, 2),
    denseText: drawCount(0.08, 1, 1),
    denseAttributes: drawCount(0.08, 1, 1),
    denseJson: drawCount(0.08, 1, 1),
  };
  const present = Object.entries(lines).filter(([, lineCount]) => lineCount > 0);
  return present.length > 0 ? Object.fromEntries(present) : { info: 1 };
}
