import type { BatchLimits } from "./sinks/sink";

/** A separator after each item, and one more byte around the batch: `[a,b]`, or `a\nb\n`. */
const SEPARATOR_BYTES = 1;

/** Splits items into batches within the limits, in order. An item that exceeds the limits gets a batch of its own. */
export function* toBatches<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  { maxItems, maxBytes }: BatchLimits,
): Generator<readonly Item[]> {
  let batch: Item[] = [];
  let bytes = SEPARATOR_BYTES;
  for (const item of items) {
    const size = item.bytes + SEPARATOR_BYTES;
    if (batch.length > 0 && (batch.length === maxItems || bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = SEPARATOR_BYTES;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
