import "./drain";
import { SINK_NAMES } from "../../catalog";
import { duplicateDocuments, duplicateCount, storedEvents, INVARIANTS, NOTHING_IS_LOST } from "./invariants";
import type { Plan } from "./plan";
import type { UntrustedServer } from "./world/intakes";
import { runSimulation, type World } from "./world/world";

/** The result of a plan. */
export interface PlanResult {
  readonly plan: Plan;
  readonly counts: Counts;
  /** The violated invariants, with details. */
  readonly violations: readonly InvariantViolation[];
}

export interface InvariantViolation {
  readonly invariant: string;
  readonly details: readonly string[];
}

/** Events are counted once for each of their sinks. */
export const COUNTER_NAMES = [
  "invocations",
  "events",
  "delivered",
  "parked",
  "replayed",
  "quarantined",
  "sampled",
  "redriven",
  "duplicates at Datadog",
  "duplicates after a rollover",
  "lost",
] as const;
export type Counts = Readonly<Record<(typeof COUNTER_NAMES)[number], number>>;

export const ZERO_COUNTS = Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])) as Counts;

export async function runPlan(plan: Plan, untrustedServer: UntrustedServer): Promise<PlanResult> {
  const violations = new Map<string, Set<string>>();
  const recordViolation = (invariant: string, details: readonly string[]) => {
    if (details.length > 0)
      violations.set(invariant, new Set([...(violations.get(invariant) ?? []), ...details]));
  };
  let counts = ZERO_COUNTS;
  try {
    await runSimulation(
      plan,
      untrustedServer,
      (world, invocation) => {
        for (const { description, afterInvocation } of INVARIANTS)
          recordViolation(description, afterInvocation?.(world, invocation) ?? []);
      },
      (world) => {
        for (const { description, atEnd } of INVARIANTS) recordViolation(description, atEnd?.(world) ?? []);
        counts = countsOf(world, violations);
      },
    );
  } catch (error) {
    recordViolation("the plan runs to completion", [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ]);
  }
  return {
    plan,
    counts,
    violations: [...violations].map(([invariant, details]) => ({ invariant, details: [...details] })),
  };
}

function countsOf(world: World, violations: ReadonlyMap<string, ReadonlySet<string>>): Counts {
  const { trace, payloads } = world;
  const { delivered, rejected } = storedEvents(world);
  const ledgers = trace.invocations.flatMap(({ report }) => report?.ledgers ?? []);
  const replays = trace.invocations
    .flatMap((invocation) => invocation.replays)
    .flatMap(({ replayed }) => ("ledger" in replayed ? [replayed.ledger] : []));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const distinctCount = (of: typeof delivered) =>
    sum(SINK_NAMES.map((sink) => new Set(of[sink].map(({ id }) => id)).size));
  return {
    invocations: trace.invocations.length,
    events: sum(payloads.map(({ events, isDuplicate }) => (isDuplicate ? 0 : events.length))),
    delivered: distinctCount(delivered),
    parked: sum(ledgers.map(({ parked }) => parked)),
    replayed: sum(replays.map((ledger) => ledger.delivered)),
    quarantined: distinctCount(rejected),
    sampled: sum(ledgers.map(({ sampled }) => sampled)),
    redriven: world.redriven(),
    "duplicates at Datadog": duplicateCount(world),
    "duplicates after a rollover": duplicateDocuments(world).length,
    lost: violations.get(NOTHING_IS_LOST.description)?.size ?? 0,
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return Object.fromEntries(COUNTER_NAMES.map((name) => [name, a[name] + b[name]])) as Counts;
}
