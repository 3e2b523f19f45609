import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { debugParameterName, FORWARDER_DEBUG_KEY, parkingBucketName, roleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { acknowledge, wildcardFindingId } from "../compliance";
import { keyOfAnotherStack, NO_RESOURCE } from "../permissions/acknowledgements";
import { Role } from "../permissions/role";
import { trusted } from "./trusted";

export interface DebugOperatorProps {
  readonly config: EnvironmentConfig;
}

/**
 * The role that `npx logs debug` needs: it may write and delete one parameter, read and write one object of the parking
 * bucket, and read metrics for the estimate of the cost. It can read no log. CloudTrail records each of its calls, with
 * the session of the person.
 */
export class DebugOperator extends Construct {
  constructor(scope: Construct, id: string, { config: { environment, access } }: DebugOperatorProps) {
    super(scope, id);

    const role = new Role(this, "Role", {
      roleName: roleName(environment, "operator"),
      description: `operators of InventorySync in ${environment}: switch debug mode on and off`,
      assumedBy: trusted(access.operator),
    });
    const stack = Stack.of(this);
    const allow = (actions: string[], resource: string) =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
    allow(
      ["ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter"],
      stack.formatArn({
        service: "ssm",
        resource: "parameter",
        // The name of a parameter begins with the slash of its ARN.
        resourceName: debugParameterName(environment).slice(1),
      }),
    );
    allow(["cloudwatch:GetMetricData"], "*");
    acknowledge(role, [NO_RESOURCE]);
    this.allowForwarderDebugMode(role, environment);
  }

  /** The Forwarding stack creates the bucket, with this name, and its key. */
  private allowForwarderDebugMode(role: iam.Role, environment: string): void {
    const stack = Stack.of(this);
    const bucketName = parkingBucketName(environment, stack.account);
    const bucket = stack.formatArn({ service: "s3", region: "", account: "", resource: bucketName });
    const keys = stack.formatArn({ service: "kms", resource: "key", resourceName: "*" });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [`${bucket}/${FORWARDER_DEBUG_KEY}`],
      }),
    );
    // Without it, S3 does not tell a missing object from a denied read. The names of the objects contain no log text.
    role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket] }));
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [keys],
        conditions: {
          StringEquals: {
            "kms:ViaService": `s3.${stack.region}.amazonaws.com`,
            // With an S3 bucket key, the encryption context is the bucket. Source: Amazon S3 User Guide, "Reducing the cost
            // of SSE-KMS with Amazon S3 Bucket Keys".
            "kms:EncryptionContext:aws:s3:arn": bucket,
          },
        },
      }),
    );
    acknowledge(role, [keyOfAnotherStack(wildcardFindingId(this, keys))]);
  }
}
