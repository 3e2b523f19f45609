import * as s3 from "aws-cdk-lib/aws-s3";

/** Properties of a bucket without public access: only over TLS, without object ACLs, owned by the account. */
export const PRIVATE_BUCKET = {
  enforceSSL: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
} as const satisfies s3.BucketProps;
