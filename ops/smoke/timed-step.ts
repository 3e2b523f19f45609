import { explainError } from "../cli";
import { settle } from "./settle";
import type { StepOutcome, StepResult } from "./step";

/** Runs a step. An error is its failure. @param from when the time of the step begins; the default is now */
export async function timed(
  id: string,
  title: string,
  work: () => Promise<StepOutcome>,
  from = Date.now(),
): Promise<StepResult> {
  const result = await settle(work);
  const outcome: StepOutcome =
    "value" in result
      ? result.value
      : {
          result: "failed",
          problems: [
            { problem: explainError(result.error), remedy: "fix this, then run the smoke test again" },
          ],
        };
  return { id, title, durationMs: Date.now() - from, ...outcome };
}
