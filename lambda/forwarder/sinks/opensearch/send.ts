import { type Client, errors } from "@opensearch-project/opensearch";
import type { Item, Verdict } from "../sink";
import { documentVerdict, requestVerdict, unanswered, unreadable } from "./verdicts";

/** All that the verdicts read; the rest of the answer stays at the engine. */
const FILTER_PATH = "items.*.status,items.*.error.type,items.*.error.reason";

/** One bulk request. Status 200 says nothing of the documents: each has a result of its own. */
export async function send(client: Client, batch: readonly Item[]): Promise<readonly Verdict[]> {
  const forAll = (verdict: Verdict) => batch.map(() => verdict);
  try {
    const answer = await client.transport.request({
      method: "POST",
      path: "/_bulk",
      querystring: { filter_path: FILTER_PATH },
      bulkBody: batch.map((item) => `${item.body}\n`).join(""),
    });
    const results = (answer.body as { readonly items?: unknown } | null)?.items;
    if (!Array.isArray(results) || results.length !== batch.length) return forAll(unreadable());
    return results.map(documentVerdict);
  } catch (error) {
    // Of an error only its kind is told: its message and its data hold what was sent.
    if (error instanceof errors.ResponseError) return forAll(requestVerdict(error.statusCode));
    if (error instanceof errors.DeserializationError) return forAll(unreadable());
    return forAll(unanswered(error instanceof Error ? error.name : typeof error));
  }
}
