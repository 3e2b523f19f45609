import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";

/** A version of an object, or a delete marker. */
export interface StoredVersion {
  readonly key: string;
  readonly versionId: string;
  /** Bytes; 0 for a delete marker. */
  readonly size: number;
  readonly etag: string;
  /** When Amazon S3 stored it, in milliseconds since the epoch. */
  readonly lastModified: number;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
}

/** Reads the archive's bucket. */
export interface ArchiveReader {
  /** Every version and delete marker below a prefix, sorted by key. */
  listVersions(prefix: string): Promise<readonly StoredVersion[]>;
  read(version: Pick<StoredVersion, "key" | "versionId">): Promise<Uint8Array>;
  /** SHA-256 of a version, in hexadecimal. */
  hash(version: Pick<StoredVersion, "key" | "versionId">): Promise<string>;
}

export function createArchiveReader(client: S3Client, bucket: string): ArchiveReader {
  const get = async ({ key, versionId }: Pick<StoredVersion, "key" | "versionId">) => {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
    );
    return Body;
  };
  return {
    async listVersions(prefix) {
      const versions: StoredVersion[] = [];
      let position:
        Pick<ListObjectVersionsCommandOutput, "NextKeyMarker" | "NextVersionIdMarker"> | undefined = {};
      while (position) {
        const page: ListObjectVersionsCommandOutput = await client.send(
          new ListObjectVersionsCommand({
            Bucket: bucket,
            Prefix: prefix,
            KeyMarker: position.NextKeyMarker,
            VersionIdMarker: position.NextVersionIdMarker,
          }),
        );
        versions.push(...versionsOf(page));
        position = page.IsTruncated === true ? page : undefined;
      }
      return versions;
    },
    async read(version) {
      return (await (await get(version))?.transformToByteArray()) ?? new Uint8Array();
    },
    async hash(version) {
      const hash = createHash("sha256");
      const body = (await get(version)) as Readable | undefined;
      // In parts: an object can be larger than the memory of the function.
      for await (const part of body ?? []) hash.update(part as Uint8Array);
      return hash.digest("hex");
    },
  };
}

function versionsOf({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput): StoredVersion[] {
  const common = ({
    Key = "",
    VersionId = "",
    LastModified,
    IsLatest = false,
  }: (typeof DeleteMarkers)[number]) => ({
    key: Key,
    versionId: VersionId,
    lastModified: LastModified?.getTime() ?? 0,
    isLatest: IsLatest,
  });
  return [
    ...Versions.map((version) => ({
      ...common(version),
      size: version.Size ?? 0,
      etag: version.ETag ?? "",
      isDeleteMarker: false,
    })),
    ...DeleteMarkers.map((marker) => ({ ...common(marker), size: 0, etag: "", isDeleteMarker: true })),
  ].sort((one, other) => compareTexts(one.key, other.key) || one.lastModified - other.lastModified);
}

export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
