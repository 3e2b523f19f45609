import pLimit from "p-limit";
import { explainFailure } from "../check/explain-failure";
import type { Outcome, Result } from "../check/outcome";
import type { Cause, DoctorContext } from "./cause";
import type { Symptom } from "./symptoms";

/** Requests to AWS are throttled by account, and an account has other users. */
const CONCURRENT_CHECKS = 6;

export interface Finding {
  readonly cause: Cause;
  readonly outcome: Outcome;
}

export interface Diagnosis {
  readonly symptom: Symptom;
  /** Failed ones first, then those that are not verifiable; each group in the order of the table. */
  readonly findings: readonly Finding[];
}

const RANK: Readonly<Record<Result, number>> = { failed: 0, "not verifiable": 1, verified: 2 };

/** Checks the causes of symptoms. A cause of several symptoms is checked once. */
export async function diagnose(
  symptoms: readonly Symptom[],
  context: DoctorContext,
): Promise<readonly Diagnosis[]> {
  const limit = pLimit(CONCURRENT_CHECKS);
  const outcomes = new Map<string, Promise<Outcome>>();
  const outcomeOf = (cause: Cause) => {
    const known = outcomes.get(cause.id) ?? limit(() => run(cause, context));
    outcomes.set(cause.id, known);
    return known;
  };
  return Promise.all(
    symptoms.map(async (symptom) => {
      const causes = symptom.causes.filter(({ appliesTo }) => appliesTo?.(context.config) ?? true);
      const findings = await Promise.all(
        causes.map(async (cause) => ({ cause, outcome: await outcomeOf(cause) })),
      );
      return {
        symptom,
        findings: findings.toSorted((a, b) => RANK[a.outcome.result] - RANK[b.outcome.result]),
      };
    }),
  );
}

async function run(cause: Cause, context: DoctorContext): Promise<Outcome> {
  try {
    return await cause.run(context);
  } catch (error) {
    return explainFailure(error);
  }
}
