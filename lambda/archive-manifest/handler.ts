import { Logger } from "@aws-lambda-powertools/logger";
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Context } from "aws-lambda";
import { METRICS } from "../../catalog";
import type { RemainingTime } from "../delivery/deadline";
import { createMetricsWriter } from "../delivery/metrics";
import { withSafeErrors } from "../shared/safe-error";
import { createArchiveReader } from "./archive-reader";
import type { SignDigest } from "./envelope";
import { parseSettings } from "./settings";
import { type ManifestOptions, type PutNewObject, writeManifests } from "./write-manifests";

export interface HandlerDependencies extends Omit<ManifestOptions, "deadline"> {
  readonly report: (keys: readonly string[]) => void;
}

/** A manifest that is begun later than this before the end of the invocation would not be finished. */
const RESERVE_MS = 120_000;

/** Writes the manifests of the archive up to the last complete hour. */
export function createHandler({ report, ...options }: HandlerDependencies) {
  return async (_: unknown, { getRemainingTimeInMillis }: RemainingTime): Promise<readonly string[]> => {
    const deadline = options.now() + getRemainingTimeInMillis() - RESERVE_MS;
    const keys = await writeManifests({ ...options, deadline });
    report(keys);
    return keys;
  };
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: unknown, context: Context) => {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event, context);
});

function realDependencies(): HandlerDependencies {
  const { environment, bucket, retentionYears, signingKeyArn } = parseSettings(process.env);
  const client = new S3Client();
  const logger = new Logger({ serviceName: "archive-manifest" });
  const write = createMetricsWriter();
  return {
    environment,
    retentionYears,
    archive: createArchiveReader(client, bucket),
    putNewObject: createPutNewObject(client, bucket),
    sign: createSignDigest(new KMSClient(), signingKeyArn),
    now: Date.now,
    report(keys) {
      write({ Environment: environment }, [[METRICS.manifests, keys.length]]);
      logger.info(keys.length === 0 ? "no hour is complete" : `written: ${keys.join(", ")}`);
    },
  };
}

/** A second run at the same time fails here, instead of writing a second version. */
function createPutNewObject(client: S3Client, bucket: string): PutNewObject {
  return async (key, body) => {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        IfNoneMatch: "*",
        ChecksumAlgorithm: "SHA256",
        ContentType: "application/vnd.dsse.envelope.v1+json",
      }),
    );
  };
}

function createSignDigest(client: KMSClient, keyArn: string): SignDigest {
  return async (digest) => {
    const { Signature = new Uint8Array() } = await client.send(
      new SignCommand({
        KeyId: keyArn,
        Message: digest,
        MessageType: "DIGEST",
        SigningAlgorithm: "ECDSA_SHA_256",
      }),
    );
    return Signature;
  };
}
