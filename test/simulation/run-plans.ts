import { drawPlan } from "./draw-plan";
import { addCounts, type Counts, ZERO_COUNTS, type PlanResult, runPlan } from "./run-plan";
import { startUntrustedServer } from "./world/intakes";

export interface RunPlansOptions {
  readonly seed: number;
  readonly numbers: Iterable<number>;
  /** Called for each plan that violated an invariant. */
  readonly onViolation?: (result: PlanResult) => void;
}

export interface RunSummary {
  readonly plans: number;
  readonly counts: Counts;
  readonly violating: readonly PlanResult[];
}

/** Runs plans one after the other. */
export async function runPlans({ seed, numbers, onViolation }: RunPlansOptions): Promise<RunSummary> {
  const untrustedServer = await startUntrustedServer();
  const violating: PlanResult[] = [];
  let counts = ZERO_COUNTS;
  let plans = 0;
  try {
    for (const number of numbers) {
      const result = await runPlan(drawPlan(seed, number), untrustedServer);
      counts = addCounts(counts, result.counts);
      plans += 1;
      if (result.violations.length === 0) continue;
      violating.push(result);
      onViolation?.(result);
    }
  } finally {
    untrustedServer.close();
  }
  return { plans, counts, violating };
}
