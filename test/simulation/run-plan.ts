import "./drain";
import { SINK_NAMES } from "../../catalog";
import { copiesOf, doublesOf, holdingsOf, LAWS, NOTHING_IS_LOST } from "./invariants";
import type { Plan } from "./plan";
import type { Impostor } from "./world/intakes";
import { runWorld, type World } from "./world/world";

/** What a plan came to. */
export interface Outcome {
  readonly plan: Plan;
  readonly counts: Counts;
  /** Laws that it broke, and how. */
  readonly broken: readonly Broken[];
}

export interface Broken {
  readonly law: string;
  readonly how: readonly string[];
}

/** Events, counted for each sink that they are for. */
export const COUNTED = [
  "invocations",
  "events",
  "delivered",
  "parked",
  "replayed",
  "quarantined",
  "sampled",
  "redriven",
  "doubled at Datadog",
  "doubled at a rollover",
  "lost",
] as const;
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

const NOTHING = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counts;

export async function runPlan(plan: Plan, impostor: Impostor): Promise<Outcome> {
  const faults = new Map<string, Set<string>>();
  const note = (law: string, how: readonly string[]) => {
    if (how.length > 0) faults.set(law, new Set([...(faults.get(law) ?? []), ...how]));
  };
  let counts = NOTHING;
  try {
    await runWorld(
      plan,
      impostor,
      (world, invocation) => {
        for (const { says, afterEach } of LAWS) note(says, afterEach?.(world, invocation) ?? []);
      },
      (world) => {
        for (const { says, inTheEnd } of LAWS) note(says, inTheEnd?.(world) ?? []);
        counts = countsOf(world, faults);
      },
    );
  } catch (error) {
    note("the plan runs to its end", [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ]);
  }
  return { plan, counts, broken: [...faults].map(([law, how]) => ({ law, how: [...how] })) };
}

function countsOf(world: World, faults: ReadonlyMap<string, ReadonlySet<string>>): Counts {
  const { journal, written } = world;
  const { delivered, refused } = holdingsOf(world);
  const ledgers = journal.invocations.flatMap(({ report }) => report?.ledgers ?? []);
  const replays = journal.invocations
    .flatMap((invocation) => invocation.replays)
    .flatMap(({ replayed }) => ("ledger" in replayed ? [replayed.ledger] : []));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const distinct = (of: typeof delivered) =>
    sum(SINK_NAMES.map((sink) => new Set(of[sink].map(({ id }) => id)).size));
  return {
    invocations: journal.invocations.length,
    events: sum(written.map(({ events, again }) => (again ? 0 : events.length))),
    delivered: distinct(delivered),
    parked: sum(ledgers.map(({ parked }) => parked)),
    replayed: sum(replays.map((ledger) => ledger.delivered)),
    quarantined: distinct(refused),
    sampled: sum(ledgers.map(({ sampled }) => sampled)),
    redriven: world.redriven(),
    "doubled at Datadog": doublesOf(world),
    "doubled at a rollover": copiesOf(world).length,
    lost: faults.get(NOTHING_IS_LOST.says)?.size ?? 0,
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return Object.fromEntries(COUNTED.map((name) => [name, a[name] + b[name]])) as Counts;
}

export const NO_COUNTS = NOTHING;
