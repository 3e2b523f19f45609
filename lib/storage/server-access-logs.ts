import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as s3 from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { logById } from "../../catalog";
import { retentionDaysOf } from "../../config";
import type { EnvironmentConfig } from "../../config/schema";
import { acknowledge, twinIds } from "../compliance";
import { acknowledgeNoReplication, PRIVATE_BUCKET } from "./private-bucket";

/** Time to restore what somebody deleted or overwrote. Amazon S3 itself never overwrites a server access log. */
const NONCURRENT_VERSION_DAYS = 30;

/**
 * The bucket for the server access logs of another bucket. They are audit logs, so their retention is that of the
 * security log. S3 delivers server access logs only to a bucket that is encrypted with S3 managed keys. Source: Amazon
 * S3 User Guide, "Enabling Amazon S3 server access logging".
 */
export function createServerAccessLogsBucket(
  scope: Construct,
  id: string,
  config: EnvironmentConfig,
): s3.IBucket {
  const bucket = new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    versioned: true,
    ...PRIVATE_BUCKET,
    lifecycleRules: [
      {
        expiration: Duration.days(retentionDaysOf(config, logById("security"))),
        noncurrentVersionExpiration: Duration.days(NONCURRENT_VERSION_DAYS),
      },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  acknowledgeNoReplication(bucket);
  acknowledge(bucket, [
    {
      ids: twinIds("S3DefaultEncryptionKMS", "nist", "hipaa", "pci"),
      reason:
        "Amazon S3 does not deliver server access logs to a bucket with a KMS key; the logs contain the names of objects " +
        "and who requested them, and no content",
      owner: "platform team",
      reviewBy: "2027-11-30",
    },
  ]);
  // The class declares `isWebsite` as `boolean | undefined`. With `exactOptionalPropertyTypes`, that does not match the
  // interface.
  return bucket as s3.IBucket;
}
