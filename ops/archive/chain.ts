import { archiveRetentionDays } from "../../catalog";
import { openEnvelope, sha256Hex, signedBytes } from "../../lambda/archive-manifest/envelope";
import {
  type ArchivedObject,
  HOUR_MS,
  type Manifest,
  manifestKey,
  parseManifest,
  startOfHour,
} from "../../lambda/archive-manifest/manifest";
import type { StoredVersion } from "../../lambda/archive-manifest/archive-reader";

/** What is wrong with the object that breaks the chain. */
export type BreakKind =
  | "manifest missing"
  | "manifest changed"
  | "manifest reordered"
  | "object changed"
  | "object removed"
  | "object inserted"
  | "object reordered";

/** The first object that breaks the chain. */
export interface ChainBreak {
  readonly kind: BreakKind;
  readonly key: string;
  /** What was found, what was expected, and where the original is, if it is known. */
  readonly detail: string;
}

/** The bucket, as far as it is verified. */
export interface StoredArchive {
  /** Every version and delete marker of the manifests, sorted by key and time. */
  readonly manifests: readonly StoredVersion[];
  /** Every version and delete marker of the archived objects. */
  readonly objects: readonly StoredVersion[];
  /** The bytes of a version of a manifest. */
  readonly read: (version: StoredVersion) => Promise<Uint8Array>;
  /** SHA-256 of a version of an object, in hexadecimal. */
  readonly hash: (version: StoredVersion) => Promise<string>;
}

export interface ChainOptions {
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Only manifests whose hour ends after this time, in milliseconds since the epoch. @default - every manifest */
  readonly since?: number | undefined;
  readonly verifySignature: (signed: Uint8Array, signature: Uint8Array) => boolean;
}

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
const DAY_MS = 86_400_000;

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

interface Verified {
  readonly key: string;
  readonly manifest: Manifest;
  readonly sha256: string;
}

/** The versions of one manifest. */
interface Slot {
  readonly key: string;
  readonly versions: readonly StoredVersion[];
  /** False for the predecessor of the first manifest of the time window: only its digest is verified. */
  readonly isVerified: boolean;
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

async function verifyManifest(
  { key, versions }: Slot,
  previous: Verified | undefined,
  archive: StoredArchive,
  { environment, since, verifySignature }: ChainOptions,
  isFirst: boolean,
): Promise<Verified | ChainBreak> {
  const changed = (detail: string): ChainBreak => ({ kind: "manifest changed", key, detail });
  const [original, later] = versions;
  if (!original || original.isDeleteMarker || later?.isDeleteMarker)
    return { kind: "manifest missing", key, detail: `the manifest was deleted${originalOf(original)}` };
  if (later)
    return changed(
      `there are ${versions.length} versions, expected one; the first one is ${original.versionId}`,
    );
  const body = await archive.read(original);
  const envelope = openEnvelope(body);
  if (!envelope) return changed("it is not a signed manifest");
  if (!verifySignature(signedBytes(envelope.payload), envelope.signature))
    return changed("its signature is not that of the environment's key");
  const manifest = parseManifest(envelope.payload);
  if (manifest?.environment !== environment)
    return changed(`it is not a manifest of ${environment}, although its signature is valid`);
  if (manifestKey(manifest.to) !== key)
    return {
      kind: "manifest reordered",
      key,
      detail: `it is the manifest of the hour until ${manifest.to}, expected at ${manifestKey(manifest.to)}`,
    };
  const sha256 = sha256Hex(body);
  if (previous) {
    const expected = new Date(Date.parse(previous.manifest.to) + HOUR_MS).toISOString();
    if (manifest.to !== expected || manifest.from !== previous.manifest.to)
      return {
        kind: "manifest missing",
        key: manifestKey(expected),
        detail: `the manifest after ${previous.key} is ${key}; each hour has one`,
      };
    if (manifest.sequence !== previous.manifest.sequence + 1)
      return changed(`its number is ${manifest.sequence}, expected ${previous.manifest.sequence + 1}`);
    if (manifest.previousSha256 !== previous.sha256)
      return {
        kind: "manifest changed",
        key: previous.key,
        detail: `its SHA-256 is ${previous.sha256}, and its successor ${key} has ${String(manifest.previousSha256)}`,
      };
  } else if (isFirst && since === undefined && (manifest.sequence !== 0 || manifest.from !== null)) {
    return {
      kind: "manifest missing",
      key: manifest.from === null ? key : manifestKey(manifest.from),
      detail: `the first manifest is ${key} with number ${manifest.sequence}; those before it are missing`,
    };
  }
  return { key, manifest, sha256 };
}

interface VerifiedObjects {
  readonly objects: number;
  readonly bytes: number;
  readonly expired: number;
}

async function verifyObjects(
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

function originalOf(original: StoredVersion | undefined): string {
  return original && !original.isDeleteMarker ? `; the original is the version ${original.versionId}` : "";
}

function isBreak(value: object): value is ChainBreak {
  return "kind" in value && "detail" in value;
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
