import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as s3 from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { logById } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config/schema";
import { retentionDaysOf } from "../../storage/retention";
import { PRIVATE_BUCKET } from "./private-bucket";

/**
 * The bucket for another bucket's access log. Who read what there is evidence as the application's own security log is,
 * and is kept as long. S3 delivers an access log only to a bucket that it encrypts with keys of its own.
 * Source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging".
 */
export function createServerAccessLogsBucket(
  scope: Construct,
  id: string,
  config: EnvironmentConfig,
): s3.IBucket {
  const bucket = new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    ...PRIVATE_BUCKET,
    lifecycleRules: [{ expiration: Duration.days(retentionDaysOf(config, logById("security"))) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // The class declares `isWebsite` as `boolean | undefined`, which its interface does not allow to the letter.
  return bucket as s3.IBucket;
}
