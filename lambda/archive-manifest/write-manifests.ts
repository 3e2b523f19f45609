import { MANIFESTS_PREFIX } from "../../catalog";
import { SafeError } from "../shared/safe-error";
import { type ArchiveReader, compareTexts, type StoredVersion } from "./archive-reader";
import { openEnvelope, sealEnvelope, sha256Hex, type SignDigest } from "./envelope";
import {
  type ArchivedObject,
  HOUR_MS,
  type Manifest,
  manifestKey,
  parseManifest,
  startOfHour,
} from "./manifest";
import { recordPrefixes } from "./record-prefixes";

/** Writes a new object. @throws if there is already an object with this key */
export type PutNewObject = (key: string, body: Uint8Array) => Promise<void>;

export interface ManifestOptions {
  readonly environment: string;
  readonly retentionYears: number;
  readonly archive: ArchiveReader;
  readonly putNewObject: PutNewObject;
  readonly sign: SignDigest;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The deadline for the start of a further manifest, in milliseconds since the epoch. */
  readonly deadline: number;
}

/**
 * How long after an hour its list of objects is final. Amazon S3 lists a new object at once, but the time of an object
 * that was uploaded in parts is that of the first request. Source: Amazon S3 User Guide, "Multipart upload".
 */
const SETTLING_MS = 600_000;

/**
 * Writes the manifest of each complete hour since the last manifest. Runs that were missed are made up for, until the
 * deadline; the first run starts the chain with one manifest for everything before.
 *
 * @returns the keys of the manifests
 * @throws SafeError if the last manifest is not readable: a person must decide how the chain continues
 */
export async function writeManifests(options: ManifestOptions): Promise<readonly string[]> {
  const { archive, now, deadline } = options;
  const end = startOfHour(now() - SETTLING_MS);
  const written: string[] = [];
  let previous = await lastManifest(archive);
  for (let to = previous ? previous.to + HOUR_MS : end; to <= end && now() < deadline; to += HOUR_MS) {
    const { key, body } = await createManifest(previous, to, options);
    await options.putNewObject(key, body);
    written.push(key);
    previous = { to, sequence: (previous?.sequence ?? -1) + 1, sha256: sha256Hex(body) };
  }
  return written;
}

interface Predecessor {
  readonly to: number;
  readonly sequence: number;
  readonly sha256: string;
}

async function lastManifest(archive: ArchiveReader): Promise<Predecessor | undefined> {
  // The first version of a key is the one that this function wrote.
  const versions = (await archive.listVersions(MANIFESTS_PREFIX)).filter(
    ({ isDeleteMarker }) => !isDeleteMarker,
  );
  const lastKey = versions.at(-1)?.key;
  const last = versions.find(({ key }) => key === lastKey);
  if (!last) return undefined;
  const body = await archive.read(last);
  const manifest = parseManifest(openEnvelope(body)?.payload ?? "");
  if (!manifest)
    throw new SafeError(
      `the object ${last.key}, version ${last.versionId}, is not a manifest; find out with npx logs verify what changed`,
    );
  return { to: Date.parse(manifest.to), sequence: manifest.sequence, sha256: sha256Hex(body) };
}

async function createManifest(
  previous: Predecessor | undefined,
  end: number,
  { environment, retentionYears, archive, sign }: ManifestOptions,
): Promise<{ key: string; body: Uint8Array }> {
  const to = new Date(end).toISOString();
  const manifest: Manifest = {
    environment,
    sequence: previous ? previous.sequence + 1 : 0,
    from: previous ? new Date(previous.to).toISOString() : null,
    to,
    previousSha256: previous?.sha256 ?? null,
    retentionYears,
    objects: await listObjects(archive, previous?.to, end),
  };
  return { key: manifestKey(to), body: await sealEnvelope(JSON.stringify(manifest, null, 2), sign) };
}

async function listObjects(
  archive: ArchiveReader,
  from: number | undefined,
  to: number,
): Promise<readonly ArchivedObject[]> {
  const objects: ArchivedObject[] = [];
  for (const prefix of recordPrefixes(from, to)) {
    for (const version of await archive.listVersions(prefix)) {
      const isInHour = version.lastModified < to && version.lastModified >= (from ?? 0);
      if (isInHour && !version.isDeleteMarker) objects.push(await describe(archive, version));
    }
  }
  return objects.sort(
    (one, other) => compareTexts(one.key, other.key) || compareTexts(one.versionId, other.versionId),
  );
}

async function describe(archive: ArchiveReader, version: StoredVersion): Promise<ArchivedObject> {
  const { key, versionId, size, etag, lastModified } = version;
  return {
    key,
    versionId,
    size,
    etag,
    sha256: await archive.hash(version),
    lastModified: new Date(lastModified).toISOString(),
  };
}
