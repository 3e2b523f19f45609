import { awsSdk } from "./lazy-modules";
import type { ObjectStore } from "./object-store";
import type { GetSecretString } from "./secret-getter";

/** An S3 bucket whose client is created at the first call. */
export function createLazyBucketStore(bucket: string, timeoutMs?: number): ObjectStore {
  let opened: ObjectStore | undefined;
  const store = () => (opened ??= awsSdk().bucketStore(bucket, timeoutMs));
  return {
    put: (key, body) => store().put(key, body),
    get: (key) => store().get(key),
    delete: (key) => store().delete(key),
  };
}

/** Gets secrets with a client that is created at the first call. */
export function createLazySecretGetter(): GetSecretString {
  let getter: GetSecretString | undefined;
  return (id) => (getter ??= awsSdk().secretGetter())(id);
}
