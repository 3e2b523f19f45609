import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { EnvironmentConfig } from "../../config/schema";

export interface ForwardingKeyProps {
  readonly config: EnvironmentConfig;
  /** The bucket that announces its objects to queues which the key encrypts. */
  readonly notifyingBucketArn: string;
}

/**
 * The key of all that forwarding keeps: secrets, parked events, queues and the Kinesis data stream. It stands in one
 * stack with them and with the roles that use it: across stacks their policies would name each other in a circle.
 *
 * Its policy admits Amazon S3, which sends to encrypted queues on nobody's behalf, for the announcements of one bucket.
 * Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export function createForwardingKey(
  scope: Construct,
  id: string,
  { config, notifyingBucketArn }: ForwardingKeyProps,
): kms.Key {
  const { environment, deletionProtection } = config;
  const key = new kms.Key(scope, id, {
    alias: `inventorysync/${environment}/forwarding`,
    description: `secrets, parked and undelivered events of ${environment}`,
    enableKeyRotation: true,
    removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AllowS3EventNotifications",
      principals: [new iam.ServicePrincipal("s3.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: {
        StringEquals: { "aws:SourceAccount": Stack.of(scope).account },
        ArnEquals: { "aws:SourceArn": notifyingBucketArn },
      },
    }),
  );
  return key;
}
