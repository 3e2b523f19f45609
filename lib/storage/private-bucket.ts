import * as s3 from "aws-cdk-lib/aws-s3";
import { acknowledge, type Acknowledgement, twinIds } from "../compliance";

/** Properties of a bucket without public access: only over TLS, without object ACLs, owned by the account. */
export const PRIVATE_BUCKET = {
  enforceSSL: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
} as const satisfies s3.BucketProps;

const REVIEWED = {
  owner: "platform team",
  reviewBy: "2027-11-30",
} as const satisfies Partial<Acknowledgement>;

/** Accepts that a bucket has no replica. */
export function acknowledgeNoReplication(bucket: s3.Bucket): void {
  acknowledge(bucket, [
    {
      ids: twinIds("S3BucketReplicationEnabled", "nist", "hipaa", "pci"),
      reason:
        "Amazon S3 stores each object in several Availability Zones, and old versions restore what was overwritten or " +
        "deleted; a replica in another region would move log data to a region that nobody chose for it",
      ...REVIEWED,
    },
  ]);
}

/**
 * Accepts that a bucket has neither server access logs nor old versions, in an environment without deletion protection.
 */
export function acknowledgeEasyDeletion(
  bucket: s3.Bucket,
  { versioned }: { readonly versioned: boolean },
): void {
  acknowledge(bucket, [
    {
      ids: [
        "AwsSolutions-S1",
        ...twinIds("S3BucketLoggingEnabled", "nist", "hipaa", "pci"),
        ...(versioned ? [] : twinIds("S3BucketVersioningEnabled", "nist", "hipaa", "pci")),
      ],
      reason:
        "an environment without deletion protection contains no real logs and must be easy to delete; a bucket with old " +
        "versions, or to which Amazon S3 keeps writing access logs, cannot be deleted",
      ...REVIEWED,
    },
  ]);
}
