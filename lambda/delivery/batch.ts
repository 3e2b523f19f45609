import type { BatchLimits, Item } from "./sinks/sink";

/** A comma or a line break behind each item, and one byte more around them all: `[a,b]`, or `a\nb\n`. */
const SEPARATOR_BYTES = 1;

/** Items in batches within the limits, in their order. An item that is too large on its own stands alone. */
export function* toBatches(
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
