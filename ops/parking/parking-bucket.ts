import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { PARKED_PREFIX } from "../../catalog";
import { OperatorError } from "../cli";

export interface StoredObject {
  readonly key: string;
  /** When it was stored, in milliseconds since the epoch. */
  readonly storedAt: number;
}

/** The parking bucket of an environment. */
export type ParkingBucket = ReturnType<typeof openParkingBucket>;

export function openParkingBucket(client: S3Client, Bucket: string) {
  const copy = async (from: string, to: string): Promise<void> => {
    const CopySource = `${Bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
    // Amazon S3 copies an object onto itself only if its metadata is replaced. The objects have none.
    await client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource, MetadataDirective: "REPLACE" }));
  };
  const remove = async (key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
  };

  return {
    /** The objects under a prefix, in the order of their keys. */
    async *list(Prefix: string): AsyncGenerator<StoredObject> {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
        for (const { Key, LastModified } of Contents)
          if (Key !== undefined) yield { key: Key, storedAt: LastModified?.getTime() ?? 0 };
    },

    /** Undefined if the object does not exist. */
    async read(key: string): Promise<Uint8Array | undefined> {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    async put(key: string, body: Uint8Array): Promise<void> {
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: body }));
    },

    delete: remove,

    /** Writes the object again, unchanged. Amazon S3 sends a new event notification, and the object's retention restarts. */
    renew: (key: string) => copy(key, key),

    /**
     * Copies an object, and deletes the original when the copy is there. A copy under `parked/` may be gone already:
     * only the replay deletes there, after it has settled every event.
     *
     * @throws OperatorError if the copy differs in size or is not there; the original remains
     */
    async move(from: string, to: string): Promise<void> {
      await copy(from, to);
      const [original, copied] = await Promise.all([sizeOf(from), sizeOf(to)]);
      const isReplayed = copied === undefined && to.startsWith(PARKED_PREFIX);
      if (original === undefined || (copied !== original && !isReplayed))
        throw new OperatorError(
          `the copy ${to} has ${copied ?? "no"} bytes, expected the ${original ?? "unknown number of"} bytes of ${from}; ` +
            "the original remains: run the command again",
        );
      await remove(from);
    },
  };

  async function sizeOf(key: string): Promise<number | undefined> {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key: key }))).ContentLength;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
