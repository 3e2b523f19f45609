import { PARKED_PREFIX, QUARANTINE_PREFIX, REMAINDER_PREFIX } from "../../../catalog";
import { listObjectKeys } from "../../verify";
import type { DriveContext } from "../context";

type Bucket = Pick<DriveContext, "bucket" | "clients" | "store">;

/** Number of objects by the first two parts of their keys, such as `parked/datadog`. */
export async function countObjects(bucket: Bucket): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const key of await allKeys(bucket)) {
    const folder = key.split("/").slice(0, 2).join("/");
    counts[folder] = (counts[folder] ?? 0) + 1;
  }
  return counts;
}

/** Deletes what earlier drives left. */
export async function emptyParkingBucket(bucket: Bucket): Promise<void> {
  for (const key of await allKeys(bucket)) await bucket.store.delete(key);
}

async function allKeys({ clients: { s3 }, bucket }: Bucket): Promise<string[]> {
  const prefixes = [PARKED_PREFIX, REMAINDER_PREFIX, QUARANTINE_PREFIX];
  return (await Promise.all(prefixes.map((prefix) => listObjectKeys(s3, bucket, prefix)))).flat();
}
