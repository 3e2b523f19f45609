import * as s3 from "aws-cdk-lib/aws-s3";

/** A bucket that roles of its own account reach, over TLS, and nobody else, whatever an object says. */
export const PRIVATE_BUCKET = {
  enforceSSL: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
} as const satisfies s3.BucketProps;
