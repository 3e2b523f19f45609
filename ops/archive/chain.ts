import type { StoredVersion } from "../../lambda/archive-manifest/archive-reader";
import { HOUR_MS, manifestKey, startOfHour } from "../../lambda/archive-manifest/manifest";
import { type ChainBreak, type ChainOptions, isBreak, type StoredArchive } from "./chain-break";
import { type Slot, type Verified, verifyManifest } from "./verify-manifest";
import { verifyObjects } from "./verify-objects";

/** What was proved, or what breaks the chain. */
export interface ChainResult {
  readonly broken: ChainBreak | undefined;
  /** Number of manifests and objects that were verified before the break. */
  readonly manifests: number;
  readonly objects: number;
  readonly bytes: number;
  /** Number of objects whose retention has ended, and which are gone. */
  readonly expired: number;
  /** The time that was verified, in RFC 3339. The start is null if it is that of the archive. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A manifest is written a quarter past the hour, and a failed run is made up for an hour later. */
const MAX_DELAY_MS = 2 * HOUR_MS + HOUR_MS / 2;

/**
 * Verifies manifests in the order of their hours, and after each manifest the objects of its hour. What is found first is
 * therefore the oldest break.
 */
export async function verifyChain(archive: StoredArchive, options: ChainOptions): Promise<ChainResult> {
  const counts = { manifests: 0, objects: 0, bytes: 0, expired: 0 };
  const period: { from: string | null; to: string | null } = { from: null, to: null };
  const result = (broken?: ChainBreak): ChainResult => ({ broken, ...counts, ...period });
  const slots = slotsOf(archive.manifests, options);
  const stored = groupByKey(archive.objects);
  let previous: Verified | undefined;

  for (const [index, slot] of slots.entries()) {
    const verified = await verifyManifest(slot, previous, archive, options, index === 0);
    if (isBreak(verified)) return result(verified);
    const { manifest } = verified;
    if (slot.isVerified) {
      const found = await verifyObjects(manifest, stored, archive, options);
      if (isBreak(found)) return result(found);
      counts.manifests += 1;
      counts.objects += found.objects;
      counts.bytes += found.bytes;
      counts.expired += found.expired;
      if (period.to === null) period.from = manifest.from;
      period.to = manifest.to;
    }
    previous = verified;
  }
  return result(missingManifest(previous, options));
}

function slotsOf(manifests: readonly StoredVersion[], { since }: ChainOptions): readonly Slot[] {
  const all = [...groupByKey(manifests)].map(([key, versions]) => ({ key, versions, isVerified: true }));
  if (since === undefined) return all;
  const firstKey = manifestKey(new Date(startOfHour(since) + HOUR_MS).toISOString());
  const first = all.findIndex(({ key }) => key >= firstKey);
  if (first < 0) return [];
  return [
    ...all.slice(Math.max(0, first - 1), first).map((slot) => ({ ...slot, isVerified: false })),
    ...all.slice(first),
  ];
}

/** The manifest that should be there by now. */
function missingManifest(last: Verified | undefined, { now }: ChainOptions): ChainBreak | undefined {
  const due = startOfHour(now - MAX_DELAY_MS);
  if (last && Date.parse(last.manifest.to) >= due) return undefined;
  const expected = last ? Date.parse(last.manifest.to) + HOUR_MS : due;
  return {
    kind: "manifest missing",
    key: manifestKey(new Date(expected).toISOString()),
    detail: last
      ? `the last manifest is ${last.key}; each hour has one`
      : "there is no manifest in the time window; the function archive-manifest writes one for each hour",
  };
}

function groupByKey(versions: readonly StoredVersion[]): ReadonlyMap<string, readonly StoredVersion[]> {
  const groups = new Map<string, StoredVersion[]>();
  for (const version of versions) {
    const group = groups.get(version.key);
    if (group) group.push(version);
    else groups.set(version.key, [version]);
  }
  return groups;
}
