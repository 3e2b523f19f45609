import { MAX_RECORD_BYTES, MAX_RECORDS, MAX_REQUEST_BYTES } from "./limits";

/**
 * Joins lines into as few records as fit: Firehose bills each record as a multiple of 5 KiB. Source: Amazon Data Firehose
 * pricing. No line is split, and their order remains.
 */
export function packRecords(lines: readonly string[]): readonly Uint8Array[] {
  return groupBySize(
    lines.map((line) => Buffer.from(line)),
    MAX_RECORD_BYTES,
    Infinity,
  ).map((group) => Buffer.concat(group));
}

/** Groups records into requests within the limits of Firehose. */
export function packRequests(records: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  return groupBySize(records, MAX_REQUEST_BYTES, MAX_RECORDS);
}

function groupBySize<Item extends Uint8Array>(
  items: readonly Item[],
  maxBytes: number,
  maxItems: number,
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const last = groups.at(-1);
    if (last && bytes + item.byteLength <= maxBytes && last.length < maxItems) {
      last.push(item);
      bytes += item.byteLength;
    } else {
      groups.push([item]);
      bytes = item.byteLength;
    }
  }
  return groups;
}
