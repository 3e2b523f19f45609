/*
 * The AWS SDK for a function that seldom needs it (lazy-modules.ts). No class of this project may be part of it: a copy in
 * another file would be another class.
 */
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createBucketStore, type ObjectStore } from "./object-store";
import { createSecretGetter, type GetSecretString } from "./secret-getter";

export function bucketStore(bucket: string, timeoutMs?: number): ObjectStore {
  return createBucketStore(new S3Client(), bucket, timeoutMs);
}

export function secretGetter(): GetSecretString {
  return createSecretGetter(new SecretsManagerClient());
}
