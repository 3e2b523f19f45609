import { drawPlan } from "./draw-plan";
import { addCounts, type Counts, NO_COUNTS, type Outcome, runPlan } from "./run-plan";
import { startImpostor } from "./world/intakes";

export interface Plans {
  readonly seed: number;
  readonly numbers: Iterable<number>;
  /** Is told of each plan that broke a law. */
  readonly broke?: (outcome: Outcome) => void;
}

export interface Total {
  readonly plans: number;
  readonly counts: Counts;
  readonly broken: readonly Outcome[];
}

/** Runs plans one after the other. */
export async function runPlans({ seed, numbers, broke }: Plans): Promise<Total> {
  const impostor = await startImpostor();
  const broken: Outcome[] = [];
  let counts = NO_COUNTS;
  let plans = 0;
  try {
    for (const number of numbers) {
      const outcome = await runPlan(drawPlan(seed, number), impostor);
      counts = addCounts(counts, outcome.counts);
      plans += 1;
      if (outcome.broken.length === 0) continue;
      broken.push(outcome);
      broke?.(outcome);
    }
  } finally {
    impostor.close();
  }
  return { plans, counts, broken };
}
