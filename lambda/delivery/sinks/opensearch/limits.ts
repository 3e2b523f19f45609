import type { BatchLimits } from "../sink";

/**
 * Limits of `_bulk`.
 *
 * - Size of a request: 10 MiB on the smaller instance types. Source: Amazon OpenSearch Service Developer Guide, "Amazon
 *   OpenSearch Service quotas", network limits. One MiB is left as a margin.
 * - Documents in a request: no limit of the engine; the environment's `bulkSize`.
 */
const MAX_BYTES = 9 * 1024 * 1024;

/** The action line before a document: the name of the data stream, an id, and JSON syntax. */
const MAX_ACTION_BYTES = 512;

/** The engine normally responds to a full request within seconds. */
export const TIMEOUT_MS = 30_000;

/** A single document must fit into a request. */
export const MAX_DOCUMENT_BYTES = MAX_BYTES - MAX_ACTION_BYTES;

export function limits(bulkSize: number): BatchLimits {
  return { maxItems: bulkSize, maxBytes: MAX_BYTES };
}
