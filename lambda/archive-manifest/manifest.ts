import { MANIFESTS_PREFIX } from "../../catalog";
import { isObject, parseJson } from "../shared/json";

/** One version of an archived object, as a manifest lists it. */
export interface ArchivedObject {
  readonly key: string;
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  /** SHA-256 of the stored bytes, in hexadecimal. */
  readonly sha256: string;
  /** When Amazon S3 stored it, in RFC 3339. */
  readonly lastModified: string;
}

/**
 * The objects that reached the archive within one hour. Each manifest has the digest of its predecessor, so that none can
 * be changed or removed without a contradiction in its successor.
 */
export interface Manifest {
  readonly environment: string;
  /** 0 for the first manifest of an archive; each further one has the next number. */
  readonly sequence: number;
  /** Start of the hour, inclusive, in RFC 3339. Null for the first manifest, which lists all earlier objects too. */
  readonly from: string | null;
  /** End of the hour, exclusive. */
  readonly to: string;
  /** SHA-256 of the stored bytes of the predecessor, in hexadecimal. Null for the first manifest. */
  readonly previousSha256: string | null;
  /** For how many years Object Lock keeps these objects. Afterwards, the lifecycle of the bucket deletes them. */
  readonly retentionYears: number;
  /** Sorted by key, then by version. */
  readonly objects: readonly ArchivedObject[];
}

export const HOUR_MS = 3_600_000;

/** The end of the last complete hour, in milliseconds since the epoch. */
export function startOfHour(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/** `manifests/dt=2026-11-27/hour=21.json`: the manifest of the hour that ends at `to`, by the start of that hour. */
export function manifestKey(to: string): string {
  const start = new Date(Date.parse(to) - HOUR_MS).toISOString();
  return `${MANIFESTS_PREFIX}dt=${start.slice(0, 10)}/hour=${start.slice(11, 13)}.json`;
}

/** Undefined if the text is not a manifest. */
export function parseManifest(text: string): Manifest | undefined {
  const value = parseJson(text);
  return isManifest(value) ? value : undefined;
}

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value)) return false;
  const { environment, sequence, from, to, previousSha256, retentionYears, objects } = value;
  return (
    typeof environment === "string" &&
    Number.isInteger(sequence) &&
    (from === null || isTime(from)) &&
    isTime(to) &&
    (previousSha256 === null || typeof previousSha256 === "string") &&
    typeof retentionYears === "number" &&
    Array.isArray(objects) &&
    objects.every(isArchivedObject)
  );
}

function isArchivedObject(value: unknown): value is ArchivedObject {
  if (!isObject(value)) return false;
  const { key, versionId, size, etag, sha256, lastModified } = value;
  return (
    [key, versionId, etag, sha256].every((each) => typeof each === "string") &&
    typeof size === "number" &&
    isTime(lastModified)
  );
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && Number.isFinite(Date.parse(value));
}
