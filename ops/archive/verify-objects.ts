import { archiveRetentionDays } from "../../catalog";
import type { StoredVersion } from "../../lambda/archive-manifest/archive-reader";
import { type ArchivedObject, type Manifest, manifestKey } from "../../lambda/archive-manifest/manifest";
import { type ChainBreak, type ChainOptions, originalOf, type StoredArchive } from "./chain-break";

const DAY_MS = 86_400_000;

/** The objects of one manifest. */
export interface VerifiedObjects {
  readonly objects: number;
  readonly bytes: number;
  readonly expired: number;
}

/** Verifies every object of a manifest, and that its hour has no other. */
export async function verifyObjects(
  manifest: Manifest,
  stored: ReadonlyMap<string, readonly StoredVersion[]>,
  archive: StoredArchive,
  { now }: ChainOptions,
): Promise<VerifiedObjects | ChainBreak> {
  const disorder = firstDisorder(manifest.objects);
  if (disorder) return disorder;
  const versionsOf = ({ key }: ArchivedObject) => stored.get(key) ?? [];
  const kept = manifest.objects.filter((object) => !isExpired(manifest, object, versionsOf(object), now));
  const found = await Promise.all(kept.map((object) => verifyObject(object, versionsOf(object), archive)));
  return (
    found.find((each) => each !== undefined) ??
    firstInserted(manifest, stored) ?? {
      objects: kept.length,
      bytes: kept.reduce((sum, { size }) => sum + size, 0),
      expired: manifest.objects.length - kept.length,
    }
  );
}

async function verifyObject(
  { key, versionId, size, etag, sha256 }: ArchivedObject,
  versions: readonly StoredVersion[],
  { hash }: StoredArchive,
): Promise<ChainBreak | undefined> {
  const original = versions.find((version) => version.versionId === versionId);
  const latest = versions.find(({ isLatest }) => isLatest);
  if (!original)
    return { kind: "object removed", key, detail: `the version ${versionId} of its manifest does not exist` };
  if (latest?.isDeleteMarker)
    return { kind: "object removed", key, detail: `it was deleted${originalOf(original)}` };
  if (latest && latest.versionId !== versionId)
    return { kind: "object changed", key, detail: `it was overwritten${originalOf(original)}` };
  const changed = (what: string, found: string | number, expected: string | number): ChainBreak => ({
    kind: "object changed",
    key,
    detail: `its ${what} is ${found}, expected ${expected}`,
  });
  if (original.size !== size) return changed("size in bytes", original.size, size);
  if (original.etag !== etag) return changed("ETag", original.etag, etag);
  const found = await hash(original);
  return found === sha256 ? undefined : changed("SHA-256", found, sha256);
}

/** A version of the hour that its manifest does not list. A later version of a listed object is found as its change. */
function firstInserted(
  { from, to, objects }: Manifest,
  stored: ReadonlyMap<string, readonly StoredVersion[]>,
): ChainBreak | undefined {
  const listed = new Set(objects.map(({ key, versionId }) => `${key}\0${versionId}`));
  const isInHour = ({ lastModified }: StoredVersion) =>
    lastModified < Date.parse(to) && lastModified >= (from === null ? 0 : Date.parse(from));
  const inserted = [...stored.values()]
    .flat()
    .find(
      (version) =>
        !version.isDeleteMarker && isInHour(version) && !listed.has(`${version.key}\0${version.versionId}`),
    );
  return (
    inserted && {
      kind: "object inserted",
      key: inserted.key,
      detail: `the version ${inserted.versionId} is not in the manifest ${manifestKey(to)} of its hour`,
    }
  );
}

function firstDisorder(objects: readonly ArchivedObject[]): ChainBreak | undefined {
  const identities = objects.map(({ key, versionId }) => `${key}\0${versionId}`);
  const index = identities.findIndex((identity, at) => at > 0 && identity <= (identities[at - 1] ?? ""));
  const object = objects[index];
  return (
    object && {
      kind: "object reordered",
      key: object.key,
      detail: "its manifest lists it after an object with a later key, or twice",
    }
  );
}

/** Whether the lifecycle may have deleted an object. */
function isExpired(
  { retentionYears }: Manifest,
  { lastModified, versionId }: ArchivedObject,
  versions: readonly StoredVersion[],
  now: number,
): boolean {
  const isGone =
    !versions.some((version) => version.versionId === versionId) ||
    versions.some(({ isLatest, isDeleteMarker }) => isLatest && isDeleteMarker);
  return isGone && Date.parse(lastModified) + archiveRetentionDays({ retentionYears }) * DAY_MS <= now;
}
