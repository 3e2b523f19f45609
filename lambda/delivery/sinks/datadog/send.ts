import { post } from "../http";
import type { Attempt, Item, Verdict } from "../sink";
import { TIMEOUT_MS } from "./limits";
import { toVerdict } from "./verdicts";

export interface Intake {
  /** Address without a path. */
  readonly intakeUrl: string;
  readonly apiKey: string;
  readonly now: () => number;
}

export async function send(
  intake: Intake,
  batch: readonly Item[],
  { timeoutMs }: Attempt,
): Promise<readonly Verdict[]> {
  const answer = await post({
    url: `${intake.intakeUrl}/api/v2/logs`,
    headers: { "content-type": "application/json", "dd-api-key": intake.apiKey },
    body: `[${batch.map(({ body }) => body).join(",")}]`,
    timeoutMs: Math.min(TIMEOUT_MS, timeoutMs),
  });
  const verdict = toVerdict(answer, intake.now());
  return batch.map(() => verdict);
}
