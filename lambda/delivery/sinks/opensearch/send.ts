import { type Client, errors } from "@opensearch-project/opensearch";
import { retryAfterMs } from "../http";
import type { Attempt, Item, Verdict } from "../sink";
import type { FindDuplicates } from "./find-duplicates";
import { TIMEOUT_MS } from "./limits";
import { request } from "./request";
import { documentVerdict, requestVerdict, noResponse, malformedResponse } from "./verdicts";

/** All that the verdicts read; the rest of the answer stays at the engine. */
const FILTER_PATH = "items.*.status,items.*.error.type,items.*.error.reason";

export interface SendContext {
  readonly client: Client;
  readonly findDuplicates: FindDuplicates;
  readonly now: () => number;
}

/** Documents that the data stream holds already are delivered; the others go out in one bulk request. */
export async function send(
  context: SendContext,
  batch: readonly Item[],
  attempt: Attempt,
): Promise<readonly Verdict[]> {
  // The questions before a request are part of it: all together are over in time.
  const deadline = context.now() + Math.min(TIMEOUT_MS, attempt.timeoutMs);
  const timeLeftMs = () => Math.max(1, deadline - context.now());
  try {
    const duplicates = await context.findDuplicates(batch, {
      timeLeftMs,
      mayBeDuplicate: attempt.mayBeDuplicate,
    });
    const others = batch.filter((item) => !duplicates.has(item));
    const verdicts = others.length > 0 ? await sendBulk(context.client, others, timeLeftMs()) : [];
    const verdictOf = new Map(others.map((item, index) => [item, verdicts[index]]));
    return batch.map((item) => verdictOf.get(item) ?? { kind: "delivered" });
  } catch (error) {
    const verdict = failureVerdict(error, context.now());
    return batch.map(() => verdict);
  }
}

/** Status 200 says nothing of the documents: each has a result of its own. */
async function sendBulk(
  client: Client,
  batch: readonly Item[],
  timeoutMs: number,
): Promise<readonly Verdict[]> {
  const body = await request(client, timeoutMs, {
    method: "POST",
    path: "/_bulk",
    querystring: { filter_path: FILTER_PATH },
    bulkBody: batch.map((item) => `${item.body}\n`).join(""),
  });
  const results = body["items"];
  return Array.isArray(results) && results.length === batch.length
    ? results.map(documentVerdict)
    : batch.map(malformedResponse);
}

/** Of an error only its kind is told: its message and its data hold what was sent. */
function failureVerdict(error: unknown, now: number): Verdict {
  if (error instanceof errors.ResponseError) {
    const headers = error.headers as Readonly<Record<string, string | undefined>>;
    return requestVerdict(error.statusCode, retryAfterMs(headers["retry-after"], now));
  }
  if (error instanceof errors.DeserializationError) return malformedResponse();
  return noResponse(error instanceof Error ? error.name : typeof error);
}
