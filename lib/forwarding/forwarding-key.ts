import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { EnvironmentConfig } from "../../config/schema";
import { CustomerManagedKey } from "../storage/customer-managed-key";
import { retainOnceDeployed } from "../storage/removal-policies";

export interface ForwardingKeyProps {
  readonly config: EnvironmentConfig;
  /** The bucket whose S3 event notifications go to queues that this key encrypts. */
  readonly notifyingBucketArn: string;
}

/**
 * The KMS key of forwarding: it encrypts secrets, parked events, queues and the Kinesis data streams. It is in the same
 * stack as these resources and the roles that use it. In different stacks, their policies would refer to each other in
 * a cycle.
 *
 * The key policy admits Amazon S3, which sends event notifications to encrypted queues with its own service principal,
 * for one bucket. Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a
 * destination".
 */
export function createForwardingKey(
  scope: Construct,
  id: string,
  { config, notifyingBucketArn }: ForwardingKeyProps,
): kms.Key {
  const { environment, deletionProtection } = config;
  const key = new CustomerManagedKey(scope, id, {
    alias: `inventorysync/${environment}/forwarding`,
    description: `secrets, parked events and failed invocations of ${environment}`,
    removalPolicy: retainOnceDeployed(deletionProtection),
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
