import { dataStreamName, type LogId } from "../../../../catalog";
import { isObject, type JsonObject } from "../../../shared/json";
import { searchLibrary } from "../../../shared/lazy-modules";
import type { SearchClient } from "../../../shared/search-request";
import type { Attempt, Item } from "../sink";
import { idOf } from "./encode";
import { MalformedResponseError } from "./malformed-response-error";
import { request } from "./request";

/** Returns the items of a batch that already exist in an earlier backing index of their data stream. */
export type FindDuplicates = (
  batch: readonly Item[],
  attempt: Pick<Attempt, "mayBeDuplicate"> & { readonly timeLeftMs: () => number },
) => Promise<ReadonlySet<Item>>;

/**
 * Younger events are assumed to be delivered for the first time. CloudWatch Logs delivers within seconds, and Lambda
 * retries an invocation after a minute (AWS Lambda Developer Guide, "How Lambda handles errors and retries with
 * asynchronous invocation"). So a second delivery of a younger event is rare, and a rollover between both even rarer.
 */
export const FIRST_DELIVERY_MS = 60_000;

/** How long a creation time of a write index is cached, in milliseconds. */
const ROLLOVER_CACHE_MS = 30_000;

/**
 * Finds events that were delivered before a rollover. The engine rejects a document with an existing id, but checks
 * only the write index of the data stream: after a rollover it would create a duplicate. So the finder first searches
 * for events that may have been delivered before the rollover. An event is delivered after it occurs, so only an event
 * that is older than the write index can be in an earlier index. New events, which are nearly all, need no request; the
 * creation time to compare old ones with is cached for 30 seconds.
 *
 * If the engine refuses the search, the finder returns nothing, and a rollover between two deliveries leaves a
 * duplicate. The finder throws a `MalformedResponseError` for a successful response that does not answer the question,
 * such as a proxy's page or the hits of only some shards.
 */
export function createDuplicateFinder(
  client: SearchClient,
  environment: string,
  now: () => number,
): FindDuplicates {
  const rolloverCache = new Map<LogId, { readonly rolledOverAt: number; readonly expiresAt: number }>();

  return async (batch, { timeLeftMs, mayBeDuplicate }) => {
    const candidates = batch.filter(
      ({ event }) => mayBeDuplicate || event.timestamp < now() - FIRST_DELIVERY_MS,
    );
    const logs = [...new Set(candidates.map(({ event }) => event.log))];
    const found = await Promise.all(
      logs.map((log) => {
        const items = candidates.filter(({ event }) => event.log === log);
        return findInDataStream(log, items, timeLeftMs, mayBeDuplicate).catch(noneIfRefused);
      }),
    );
    return new Set(found.flat());
  };

  async function findInDataStream(
    log: LogId,
    items: readonly Item[],
    timeLeftMs: () => number,
    mayBeDuplicate: boolean,
  ): Promise<Item[]> {
    const rolledOverAt = await lastRollover(log, timeLeftMs(), mayBeDuplicate);
    const byId = new Map(
      items.filter(({ event }) => event.timestamp < rolledOverAt).map((item) => [idOf(item), item]),
    );
    if (byId.size === 0) return [];
    const response = await request(client, timeLeftMs(), {
      method: "POST",
      path: `/${dataStreamName(environment, log)}/_search`,
      querystring: { allow_partial_search_results: false },
      body: { size: byId.size, _source: false, query: { ids: { values: [...byId.keys()] } } },
    });
    return readIds(response).flatMap((id) => byId.get(id) ?? []);
  }

  /** Creation time of the write index, in milliseconds since the epoch; 0 if the data stream has no earlier index. */
  async function lastRollover(log: LogId, timeoutMs: number, skipCache: boolean): Promise<number> {
    const cached = rolloverCache.get(log);
    if (cached && !skipCache && now() < cached.expiresAt) return cached.rolledOverAt;
    const response = await request(client, timeoutMs, {
      method: "GET",
      path: `/${dataStreamName(environment, log)}/_settings/${CREATION_DATE}`,
      querystring: { flat_settings: true },
    });
    const created = readCreationDates(response);
    const rolledOverAt = created.length > 1 ? Math.max(...created) : 0;
    rolloverCache.set(log, { rolledOverAt, expiresAt: now() + ROLLOVER_CACHE_MS });
    return rolledOverAt;
  }
}

const CREATION_DATE = "index.creation_date";

/**
 * The creation date of each backing index, in milliseconds since the epoch. A data stream has at least one.
 *
 * @throws MalformedResponseError
 */
function readCreationDates(response: JsonObject): readonly number[] {
  const dates = Object.values(response).map((index) => {
    const settings = isObject(index) ? index["settings"] : undefined;
    const date = isObject(settings) ? settings[CREATION_DATE] : undefined;
    if (typeof date !== "string" || !/^\d+$/.test(date)) throw new MalformedResponseError();
    return Number(date);
  });
  if (dates.length === 0) throw new MalformedResponseError();
  return dates;
}

/**
 * The ids of the documents that a search found in all shards.
 *
 * @throws MalformedResponseError
 */
function readIds({ hits, timed_out: timedOut = false, _shards: shards = {} }: JsonObject): readonly string[] {
  const isComplete = timedOut === false && isObject(shards) && (shards["failed"] ?? 0) === 0;
  const list = isObject(hits) ? hits["hits"] : undefined;
  if (!isComplete || !Array.isArray(list)) throw new MalformedResponseError();
  return list.map((hit: unknown) => {
    const id = isObject(hit) ? hit["_id"] : undefined;
    if (typeof id !== "string") throw new MalformedResponseError();
    return id;
  });
}

/**
 * An engine or a proxy that refuses the search has not judged the events: the bulk request does. Only a temporary
 * failure is retried.
 */
function noneIfRefused(error: unknown): Item[] {
  if (error instanceof searchLibrary().errors.ResponseError && !isTemporary(error.statusCode)) return [];
  throw error;
}

function isTemporary(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
