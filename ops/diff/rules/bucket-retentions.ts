import type { Resource } from "../change";
import { isObject, listOf, numberAt, valueAt } from "../values";

type LifecycleRule = Readonly<Record<string, unknown>>;

const LOCK = "ObjectLockConfiguration.Rule.DefaultRetention";

/** What a lifecycle rule deletes, and after how many days. */
const EXPIRATIONS: readonly (readonly [what: string, days: (rule: LifecycleRule) => number | undefined])[] = [
  ["LifecycleConfiguration expiration", (rule) => numberAt({ Properties: rule }, "ExpirationInDays")],
  [
    "LifecycleConfiguration expiration of old versions",
    (rule) =>
      numberAt({ Properties: rule }, "NoncurrentVersionExpiration.NoncurrentDays") ??
      numberAt({ Properties: rule }, "NoncurrentVersionExpirationInDays"),
  ],
];

/**
 * How many days a bucket keeps the objects below each prefix: until the lifecycle rules delete them, and at least as
 * long as Object Lock keeps them. An object that several rules match expires by the shortest one.
 *
 * @param others further versions of the bucket, whose prefixes are looked at too
 */
export function bucketRetentions(bucket: Resource, others: readonly Resource[]): ReadonlyMap<string, number> {
  const rules = enabledRules(bucket);
  const prefixes = new Set(["", ...[bucket, ...others].flatMap(enabledRules).map(prefixOf)]);
  const retentions = EXPIRATIONS.flatMap(([what, days]) =>
    [...prefixes].map((prefix) => {
      const matching = rules.filter((rule) => prefix.startsWith(prefixOf(rule)));
      const shortest = Math.min(Infinity, ...matching.map((rule) => days(rule) ?? Infinity));
      return [prefix === "" ? what : `${what} below ${prefix}`, shortest] as const;
    }),
  );
  return new Map([...retentions, [LOCK, lockedDays(bucket)]]);
}

function enabledRules(bucket: Resource): readonly LifecycleRule[] {
  return listOf(valueAt(bucket, "LifecycleConfiguration.Rules"))
    .filter(isObject)
    .filter(({ Status }) => Status === "Enabled");
}

function prefixOf({ Prefix }: LifecycleRule): string {
  return typeof Prefix === "string" ? Prefix : "";
}

function lockedDays(bucket: Resource): number {
  return (numberAt(bucket, `${LOCK}.Years`) ?? 0) * 365 + (numberAt(bucket, `${LOCK}.Days`) ?? 0);
}
