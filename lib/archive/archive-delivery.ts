import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as firehose from "aws-cdk-lib/aws-kinesisfirehose";
import { Construct } from "constructs";
import {
  ARCHIVE_ERRORS_PREFIX,
  archiveDeliveryStreamName,
  ARCHIVED_LOGS,
  archivedLogPrefix,
  type LogId,
  roleName,
} from "../../catalog";
import { Role } from "../permissions/role";
import type { ArchiveBucket } from "./archive-bucket";

export interface ArchiveDeliveryProps {
  readonly environment: string;
  readonly archiveBucket: ArchiveBucket;
  /** Encrypts what Firehose buffers. */
  readonly key: kms.IKey;
}

/** Large objects cost less to write, store and query, and nobody waits for the archive. Both are near the maximum. */
const BUFFER = { intervalInSeconds: 900, sizeInMBs: 128 };

/**
 * The Firehose streams that write redacted records to the archive, one for each log. Firehose partitions the objects by
 * the hour at which their first record arrived. If it cannot write to the bucket, it retries for 24 hours, and an alarm
 * reports it long before. Sources: Amazon Data Firehose Developer Guide, "Custom prefixes for Amazon S3 objects" and
 * "Handle data delivery failures".
 */
export class ArchiveDelivery extends Construct {
  readonly streamNames: readonly string[];
  private readonly streamArns: readonly string[];

  constructor(scope: Construct, id: string, { environment, archiveBucket, key }: ArchiveDeliveryProps) {
    super(scope, id);

    const role = this.createRole(environment);
    archiveBucket.grantWriteRecords(role);
    const streams = ARCHIVED_LOGS.map((log) => {
      const stream = new firehose.CfnDeliveryStream(this, `Stream-${log}`, {
        deliveryStreamName: archiveDeliveryStreamName(environment, log),
        deliveryStreamType: "DirectPut",
        deliveryStreamEncryptionConfigurationInput: { keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.keyArn },
        extendedS3DestinationConfiguration: {
          bucketArn: archiveBucket.bucket.bucketArn,
          roleArn: role.roleArn,
          prefix: `${archivedLogPrefix(log)}dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/`,
          errorOutputPrefix: `${ARCHIVE_ERRORS_PREFIX}!{firehose:error-output-type}/log=${log}/`,
          bufferingHints: BUFFER,
          compressionFormat: "GZIP",
          encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: key.keyArn } },
        },
      });
      // Includes its policies, and those of the bucket.
      stream.node.addDependency(role, archiveBucket);
      return stream;
    });
    this.streamNames = ARCHIVED_LOGS.map((log) => archiveDeliveryStreamName(environment, log));
    this.streamArns = streams.map(({ attrArn }) => attrArn);
  }

  /** Lets a role write records, and nothing else. */
  grantPut(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["firehose:PutRecordBatch"], resources: [...this.streamArns] }),
    );
  }

  private createRole(environment: string): iam.Role {
    const stack = Stack.of(this);
    const arnOf = (log: LogId) =>
      stack.formatArn({
        service: "firehose",
        resource: "deliverystream",
        resourceName: archiveDeliveryStreamName(environment, log),
      });
    return new Role(this, "Role", {
      roleName: roleName(environment, "archive-delivery"),
      description: `lets Firehose write the audit archive of ${environment}`,
      assumedBy: new iam.ServicePrincipal("firehose.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": stack.account },
          ArnEquals: { "aws:SourceArn": ARCHIVED_LOGS.map(arnOf) },
        },
      }),
    });
  }
}
