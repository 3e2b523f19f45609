import { Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import {
  ARCHIVE_ERRORS_PREFIX,
  archiveBucketName,
  ARCHIVED_RECORDS_PREFIX,
  archiveRetentionDays,
  COLD_STORAGE_DAYS,
  MANIFESTS_PREFIX,
} from "../../catalog";
import type { ArchiveConfig, EnvironmentConfig } from "../../config";
import { grantKeyViaService } from "../forwarding/grant-key-via-service";
import { acknowledgeEasyDeletion, acknowledgeNoReplication, PRIVATE_BUCKET } from "../storage/private-bucket";
import { retainOnceDeployed } from "../storage/removal-policies";
import { createServerAccessLogsBucket } from "../storage/server-access-logs";

export interface ArchiveBucketProps {
  readonly config: EnvironmentConfig;
  readonly archive: ArchiveConfig;
  /** Encrypts the objects. */
  readonly key: kms.IKey;
}

/** Time to restore an object that somebody deleted or overwrote after its lock ended. */
const NONCURRENT_VERSION_DAYS = 30;

/**
 * The bucket of the audit archive. Object Lock keeps each version of an object for the configured time: within it, a
 * deletion only adds a delete marker, and an overwrite only adds a version. The lifecycle moves archived objects to
 * colder storage, and deletes them after their lock has ended. It does not delete manifests, which form one chain.
 *
 * The policy of the bucket lists everybody who may use it. It denies writing to all others, and to everybody the removal
 * of a lock in mode `governance`: whoever may change the policy can remove both statements, and a tamper alert reports
 * it. Source: Amazon S3 User Guide, "Locking objects with Object Lock".
 */
export class ArchiveBucket extends Construct {
  readonly bucket: s3.Bucket;
  /** Absent without deletion protection. */
  readonly serverAccessLogsBucket: s3.IBucket | undefined;
  private readonly key: kms.IKey;
  private readonly writers: iam.Role[] = [];

  constructor(scope: Construct, id: string, { config, archive, key }: ArchiveBucketProps) {
    super(scope, id);

    const { environment, deletionProtection } = config;
    this.key = key;
    this.serverAccessLogsBucket = deletionProtection
      ? createServerAccessLogsBucket(this, "ServerAccessLogs", config)
      : undefined;
    const retention = Duration.days(archiveRetentionDays(archive));
    this.bucket = new s3.Bucket(this, "Bucket", {
      bucketName: archiveBucketName(environment, Stack.of(this).account),
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        archive.mode === "compliance"
          ? s3.ObjectLockRetention.compliance(retention)
          : s3.ObjectLockRetention.governance(retention),
      ...PRIVATE_BUCKET,
      lifecycleRules: [
        ...[ARCHIVED_RECORDS_PREFIX, ARCHIVE_ERRORS_PREFIX].map((prefix) => ({
          prefix,
          transitions: [
            {
              storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(COLD_STORAGE_DAYS),
            },
          ],
          expiration: retention,
          noncurrentVersionExpiration: Duration.days(NONCURRENT_VERSION_DAYS),
        })),
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      ...(this.serverAccessLogsBucket && { serverAccessLogsBucket: this.serverAccessLogsBucket }),
      removalPolicy: retainOnceDeployed(deletionProtection),
    });
    acknowledgeNoReplication(this.bucket);
    if (!deletionProtection) acknowledgeEasyDeletion(this.bucket, { versioned: true });
    this.denyUnlocking();
  }

  /** Lets Firehose write records with a role that can neither read nor delete. */
  grantWriteRecords(role: iam.Role): void {
    this.allowObjects(
      role,
      ["s3:PutObject", "s3:AbortMultipartUpload"],
      [ARCHIVED_RECORDS_PREFIX, ARCHIVE_ERRORS_PREFIX],
    );
    this.allowBucket(role, ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]);
    this.writers.push(role);
    // Amazon S3 decrypts the parts of a multipart upload to assemble the object. Source: Amazon S3 User Guide, "Multipart
    // upload API and permissions".
    grantKeyViaService("s3", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  /** Lets a function hash all archived objects, and add manifests. */
  grantWriteManifests(role: iam.Role): void {
    this.allowObjects(
      role,
      ["s3:GetObjectVersion"],
      [ARCHIVED_RECORDS_PREFIX, ARCHIVE_ERRORS_PREFIX, MANIFESTS_PREFIX],
    );
    this.allowObjects(role, ["s3:PutObject"], [MANIFESTS_PREFIX]);
    this.allowBucket(role, ["s3:ListBucketVersions"]);
    this.writers.push(role);
    grantKeyViaService("s3", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  /** Lets people read everything. */
  grantAudit(auditor: iam.IPrincipal): void {
    this.allowObjects(auditor, ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectRetention"], [""]);
    this.allowBucket(auditor, [
      "s3:GetBucketLocation",
      "s3:GetBucketObjectLockConfiguration",
      "s3:ListBucket",
      "s3:ListBucketVersions",
    ]);
  }

  /** Denies writing to everybody except the roles that were granted it until now. */
  denyOtherWriters(): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "DenyOtherWriters",
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ["s3:PutObject"],
        resources: [this.bucket.arnForObjects("*")],
        conditions: { ArnNotEquals: { "aws:PrincipalArn": this.writers.map(({ roleArn }) => roleArn) } },
      }),
    );
  }

  private denyUnlocking(): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "DenyUnlocking",
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ["s3:BypassGovernanceRetention", "s3:PutObjectRetention"],
        resources: [this.bucket.arnForObjects("*")],
      }),
    );
  }

  private allowObjects(principal: iam.IPrincipal, actions: string[], prefixes: readonly string[]): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [principal],
        actions,
        resources: prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
      }),
    );
  }

  private allowBucket(principal: iam.IPrincipal, actions: string[]): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({ principals: [principal], actions, resources: [this.bucket.bucketArn] }),
    );
  }
}
