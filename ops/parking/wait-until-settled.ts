import { setTimeout as sleep } from "node:timers/promises";
import type { ParkingBucket } from "./parking-bucket";

/** A replay of a few objects takes less than a second, one of thousands takes minutes. */
const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 2_000;

/**
 * Waits until the replay has settled parked objects, or until the time is over.
 *
 * @param until milliseconds since the epoch
 * @returns the keys of those that are still parked
 */
export async function waitUntilSettled(
  bucket: ParkingBucket,
  keys: readonly string[],
  until: number,
  onProgress: (settled: number) => void,
): Promise<readonly string[]> {
  let parked = await stillParked(bucket, keys);
  let settled = -1;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(2 * pollMs, MAX_POLL_MS)) {
    if (keys.length - parked.length !== settled) onProgress((settled = keys.length - parked.length));
    if (parked.length === 0 || Date.now() >= until) return parked;
    await sleep(pollMs);
    parked = await stillParked(bucket, parked);
  }
}

/** Lists the folder of a sink and a day at once, because a replay can have thousands of objects. */
export async function stillParked(
  bucket: ParkingBucket,
  keys: readonly string[],
): Promise<readonly string[]> {
  const folders = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)));
  const present = new Set<string>();
  for (const folder of folders) for await (const { key } of bucket.list(folder)) present.add(key);
  return keys.filter((key) => present.has(key));
}
