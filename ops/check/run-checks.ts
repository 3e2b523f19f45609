import pLimit from "p-limit";
import type { Check, CheckContext } from "./check";
import { explainFailure } from "./explain-failure";
import type { Outcome } from "./outcome";

/** Requests to AWS are throttled by account, and an account has other users. */
const CONCURRENT_CHECKS = 6;

export interface CheckResult {
  readonly check: Check;
  readonly outcome: Outcome;
}

/** Runs the checks, some at a time. An error in one check is its outcome, and does not affect the others. */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<readonly CheckResult[]> {
  const limit = pLimit(CONCURRENT_CHECKS);
  return Promise.all(
    checks.map((check) =>
      limit(async () => {
        const result = { check, outcome: await outcomeOf(check, context) };
        onResult(result);
        return result;
      }),
    ),
  );
}

async function outcomeOf(check: Check, context: CheckContext): Promise<Outcome> {
  try {
    return await check.run(context);
  } catch (error) {
    return explainFailure(error);
  }
}
