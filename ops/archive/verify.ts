import { createPublicKey, verify as verifySignature } from "node:crypto";
import { GetPublicKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import pLimit from "p-limit";
import { archiveBucketName, archiveSigningKeyAlias, MANIFESTS_PREFIX } from "../../catalog";
import { archiveOf } from "../../config";
import { createArchiveReader } from "../../lambda/archive-manifest/archive-reader";
import { recordPrefixes } from "../../lambda/archive-manifest/record-prefixes";
import { type CommandContext, type CommandResult, OperatorError, parseTime } from "../cli";
import { type ChainResult, verifyChain } from "./chain";
import type { ChainOptions } from "./chain-break";
import { renderChain } from "./render-chain";
import type { VerifyOptions } from "./verify-options";

/** Objects that are read at the same time. */
const CONCURRENT_READS = 16;

/**
 * Verifies the archive of an environment, with the rights of the auditors.
 * @throws OperatorError for an environment without an archive
 */
export async function verify(
  { config, aws }: CommandContext,
  options: VerifyOptions,
): Promise<CommandResult> {
  const { environment } = config;
  if (!archiveOf(config))
    throw new OperatorError(
      `${environment} has no audit archive; the setting archive in config/environments/${environment}.ts adds one`,
    );
  const now = Date.now();
  const since = options.since === undefined ? undefined : parseTime("--since", options.since, now);
  const { Account: account = "" } = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
  const bucket = archiveBucketName(environment, account);
  const reader = createArchiveReader(new S3Client(aws), bucket);
  const limit = pLimit(CONCURRENT_READS);
  const [signatureVerifier, manifests, ...objects] = await Promise.all([
    createSignatureVerifier(new KMSClient(aws), environment),
    reader.listVersions(MANIFESTS_PREFIX),
    ...recordPrefixes(since, now).map((prefix) => reader.listVersions(prefix)),
  ]);
  const result = await verifyChain(
    {
      manifests,
      objects: objects.flat(),
      read: (version) => reader.read(version),
      hash: (version) => limit(() => reader.hash(version)),
    },
    { environment, now, since, verifySignature: signatureVerifier },
  );
  return { data: toData(environment, bucket, result), text: renderChain(bucket, result), ok: !result.broken };
}

/** The public half of the key comes from AWS KMS, and not from the bucket, whose content is in question. */
async function createSignatureVerifier(
  client: KMSClient,
  environment: string,
): Promise<ChainOptions["verifySignature"]> {
  const { PublicKey = new Uint8Array() } = await client.send(
    new GetPublicKeyCommand({ KeyId: `alias/${archiveSigningKeyAlias(environment)}` }),
  );
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
  return (signed, signature) => verifySignature("sha256", signed, key, signature);
}

function toData(environment: string, bucket: string, { broken, ...proved }: ChainResult) {
  return { environment, bucket, ok: broken === undefined, ...proved, ...(broken && { broken }) };
}
