import { post } from "../http";
import type { Attempt, Item, Verdict } from "../sink";
import { TIMEOUT_MS } from "./limits";
import { toVerdict } from "./verdicts";

export interface DatadogConnection {
  /** URL without a path. */
  readonly intakeUrl: string;
  readonly apiKey: string;
  readonly now: () => number;
}

export async function send(
  connection: DatadogConnection,
  batch: readonly Item[],
  { timeoutMs }: Attempt,
): Promise<readonly Verdict[]> {
  const result = await post({
    url: `${connection.intakeUrl}/api/v2/logs`,
    headers: { "content-type": "application/json", "dd-api-key": connection.apiKey },
    body: `[${batch.map(({ body }) => body).join(",")}]`,
    timeoutMs: Math.min(TIMEOUT_MS, timeoutMs),
  });
  const verdict = toVerdict(result, connection.now());
  return batch.map(() => verdict);
}
