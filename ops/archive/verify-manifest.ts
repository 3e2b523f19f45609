import type { StoredVersion } from "../../lambda/archive-manifest/archive-reader";
import { openEnvelope, sha256Hex, signedBytes } from "../../lambda/archive-manifest/envelope";
import { HOUR_MS, type Manifest, manifestKey, parseManifest } from "../../lambda/archive-manifest/manifest";
import { type ChainBreak, type ChainOptions, originalOf, type StoredArchive } from "./chain-break";

/** A manifest whose signature and place in the chain are verified. */
export interface Verified {
  readonly key: string;
  readonly manifest: Manifest;
  readonly sha256: string;
}

/** The versions of one manifest. */
export interface Slot {
  readonly key: string;
  readonly versions: readonly StoredVersion[];
  /** False for the predecessor of the first manifest of the time window: only its digest is verified. */
  readonly isVerified: boolean;
}

/** Verifies a manifest by itself, and against its predecessor. */
export async function verifyManifest(
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
