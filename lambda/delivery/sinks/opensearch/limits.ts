import type { BatchLimits } from "../sink";

/**
 * What `_bulk` takes.
 *
 * - A request: 10 MiB on the smaller instance types. Source: Amazon OpenSearch Service Developer Guide, "Amazon
 *   OpenSearch Service quotas", network limits. One MiB is left for what lies between.
 * - Documents in a request: no limit of the engine's; the environment's `bulkSize`.
 */
const MAX_BYTES = 9 * 1024 * 1024;

/** The action line in front of a document: a data stream's name, an id, and the braces around them. */
const MAX_ACTION_BYTES = 512;

/** A full request takes seconds; an engine that is silent for longer is not well. */
export const TIMEOUT_MS = 30_000;

/** A document on its own still makes a request. */
export const MAX_DOCUMENT_BYTES = MAX_BYTES - MAX_ACTION_BYTES;

export function limits(bulkSize: number): BatchLimits {
  return { maxItems: bulkSize, maxBytes: MAX_BYTES };
}
