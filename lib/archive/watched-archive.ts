import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as s3 from "aws-cdk-lib/aws-s3";
import type * as sqs from "aws-cdk-lib/aws-sqs";

/** The resources of the audit archive that alarms and tamper alerts watch. */
export interface WatchedArchive {
  readonly functions: readonly lambda.IFunction[];
  /** The payloads that wait for the next attempt. */
  readonly retryQueue: sqs.IQueue;
  readonly deadLetterQueue: sqs.IQueue;
  /** The Firehose streams. */
  readonly streamNames: readonly string[];
  readonly keys: readonly kms.IKey[];
  /** The bucket for the server access logs of the archive's bucket, if it has them. */
  readonly serverAccessLogsBucket: s3.IBucket | undefined;
}
