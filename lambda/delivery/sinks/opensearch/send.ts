import { safeErrorName } from "../../../shared/safe-error-name";
import { searchLibrary } from "../../../shared/lazy-modules";
import type { SearchClient } from "../../../shared/search-request";
import { joinBodies } from "../body-writer";
import { isForeignError, retryAfterMs } from "../http";
import type { Attempt, Item, Verdict } from "../sink";
import { idOf } from "./encode";
import type { FindDuplicates } from "./find-duplicates";
import { TIMEOUT_MS } from "./limits";
import { MalformedResponseError } from "./malformed-response-error";
import { request } from "./request";
import { malformedResponse, noResponse, requestVerdict, verdictsById } from "./verdicts";

/** The only parts of the response that the verdicts need. */
const FILTER_PATH = "items.*._id,items.*.status,items.*.error.type,items.*.error.reason";

export interface SendContext {
  readonly client: SearchClient;
  readonly findDuplicates: FindDuplicates;
  readonly now: () => number;
}

/** Sends documents in one bulk request. Documents that an earlier backing index already contains count as delivered. */
export async function send(
  context: SendContext,
  batch: readonly Item[],
  attempt: Attempt,
): Promise<readonly Verdict[]> {
  // The searches for duplicates and the bulk request share one deadline.
  const deadline = context.now() + Math.min(TIMEOUT_MS, attempt.timeoutMs);
  const timeLeftMs = () => Math.max(1, deadline - context.now());
  try {
    const duplicates = await context.findDuplicates(batch, {
      timeLeftMs,
      mayBeDuplicate: attempt.mayBeDuplicate,
    });
    const others = duplicates.size === 0 ? batch : batch.filter((item) => !duplicates.has(item));
    const verdicts = others.length > 0 ? await sendBulk(context.client, others, timeLeftMs()) : NO_VERDICTS;
    return batch.map((item) =>
      duplicates.has(item) ? DELIVERED : (verdicts.get(idOf(item)) ?? malformedResponse()),
    );
  } catch (error) {
    const verdict = failureVerdict(error, context.now());
    return batch.map(() => verdict);
  }
}

const DELIVERED: Verdict = { kind: "delivered" };
const NO_VERDICTS: ReadonlyMap<string, Verdict> = new Map();

/** Status 200 does not mean that all documents were created: each document has its own result, by its id. */
async function sendBulk(
  client: SearchClient,
  batch: readonly Item[],
  timeoutMs: number,
): Promise<ReadonlyMap<string, Verdict>> {
  const body = await request(client, timeoutMs, {
    method: "POST",
    path: "/_bulk",
    querystring: { filter_path: FILTER_PATH },
    bulkBody: joinBodies(batch),
  });
  return verdictsById(body["items"]);
}

/** Reports only the type of an error: its message and data contain the request. */
function failureVerdict(error: unknown, now: number): Verdict {
  const { errors } = searchLibrary();
  if (error instanceof errors.ResponseError) {
    const headers = error.headers as Readonly<Record<string, string | undefined>>;
    return requestVerdict(error.statusCode, error.body, {
      afterMs: retryAfterMs(headers["retry-after"], now),
      isForeign: isForeignError(error.body),
    });
  }
  if (error instanceof errors.DeserializationError || error instanceof MalformedResponseError)
    return malformedResponse();
  return noResponse(safeErrorName(error));
}
