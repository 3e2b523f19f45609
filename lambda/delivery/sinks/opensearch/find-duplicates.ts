import { type Client, errors } from "@opensearch-project/opensearch";
import { dataStreamName, type LogId } from "../../../../catalog";
import type { Attempt, Item } from "../sink";
import { documentId } from "./encode";
import { request } from "./request";

/** Those of a batch that the data stream holds in an index it no longer writes to. */
export type FindDuplicates = (
  batch: readonly Item[],
  attempt: Pick<Attempt, "mayBeDuplicate"> & { readonly timeLeftMs: () => number },
) => Promise<ReadonlySet<Item>>;

/**
 * An event younger than this comes for the first time. CloudWatch Logs delivers within seconds, and Lambda tries an
 * invocation again after a minute (AWS Lambda Developer Guide, "How Lambda handles errors and retries with
 * asynchronous invocation"), so a second delivery of a younger one is rare, and a rollover between the two rarer still.
 */
export const FIRST_DELIVERY_MS = 60_000;

/** How long it is believed that a data stream has not rolled over, in milliseconds. */
const ROLLOVER_CACHE_MS = 30_000;

/**
 * The engine refuses a document whose id is there already, but looks in the index alone that the data stream writes
 * to: after a rollover a second copy would be created. So events that may have been delivered before the rollover are
 * looked for first. An event is never delivered before it happens; only one that is older than the write index
 * can be in an older one. Fresh events, which are nearly all, cost nothing; old ones a request in half a minute.
 *
 * Where the caller may not search, nothing is looked for: a rollover between two deliveries then leaves two copies.
 */
export function createDuplicateFinder(
  client: Client,
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
        return findInDataStream(log, items, timeLeftMs, mayBeDuplicate).catch(noneIfNotAllowed);
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
      items
        .filter(({ event }) => event.timestamp < rolledOverAt)
        .map((item) => [documentId(item.event), item]),
    );
    if (byId.size === 0) return [];
    const { hits } = await request(client, timeLeftMs(), {
      method: "POST",
      path: `/${dataStreamName(environment, log)}/_search`,
      body: { size: byId.size, _source: false, query: { ids: { values: [...byId.keys()] } } },
    });
    const documents =
      (hits as { readonly hits?: readonly { readonly _id: string }[] } | undefined)?.hits ?? [];
    return documents.flatMap(({ _id }) => byId.get(_id) ?? []);
  }

  /** When the data stream began its write index, in milliseconds since the epoch; 0 where that is its first. */
  async function lastRollover(log: LogId, timeoutMs: number, skipCache: boolean): Promise<number> {
    const cached = rolloverCache.get(log);
    if (cached && !skipCache && now() < cached.expiresAt) return cached.rolledOverAt;
    const indices = Object.values(
      await request(client, timeoutMs, {
        method: "GET",
        path: `/${dataStreamName(environment, log)}/_settings/${CREATION_DATE}`,
        querystring: { flat_settings: true },
      }),
    );
    const rolledOverAt = indices.length > 1 ? Math.max(...indices.map(createdAt)) : 0;
    rolloverCache.set(log, { rolledOverAt, expiresAt: now() + ROLLOVER_CACHE_MS });
    return rolledOverAt;
  }
}

const CREATION_DATE = "index.creation_date";

/** Not known counts as new, so that its documents are looked for. */
function createdAt(index: unknown): number {
  const { settings } = index as { readonly settings?: Readonly<Record<string, unknown>> };
  const date = Number(settings?.[CREATION_DATE]);
  return Number.isNaN(date) ? Number.MAX_SAFE_INTEGER : date;
}

/** No right to look, or no data stream yet: what is sent next says so itself. */
function noneIfNotAllowed(error: unknown): Item[] {
  if (error instanceof errors.ResponseError && [401, 403, 404].includes(error.statusCode)) return [];
  throw error;
}
