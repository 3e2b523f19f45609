import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

/** Stores objects by key. Each call is atomic. */
export interface ObjectStore {
  put(key: string, body: Uint8Array): Promise<void>;
  /** Undefined if the object does not exist. */
  get(key: string): Promise<Uint8Array | undefined>;
  delete(key: string): Promise<void>;
}

/** Timeout of one call, including the client's own retries, in milliseconds. */
export const STORE_TIMEOUT_MS = 5_000;

/** An S3 bucket. Its default encryption applies, so no call names a key. */
export function createBucketStore(
  client: S3Client,
  bucket: string,
  timeoutMs: number = STORE_TIMEOUT_MS,
): ObjectStore {
  const options = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  return {
    async put(key, body) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }), options());
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), options());
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), options());
    },
  };
}
