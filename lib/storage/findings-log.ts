import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { findingsLogGroupName, logById } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { leaveUnmasked } from "../compliance";
import { asRetention, retentionDaysOf } from "./retention";

export interface FindingsLogProps {
  readonly config: EnvironmentConfig;
  /** Encrypts it; its policy must admit CloudWatch Logs for it. */
  readonly key: kms.IKey;
}

/**
 * Where CloudWatch Logs says that it masked something: for each log event the group, the kind and the place in the text,
 * never the text. That is evidence as the security log is, and is kept as long.
 *
 * It must be there before a group that is masked. Its own policy admits the deliveries: CloudWatch Logs would otherwise
 * write one that all of the account's deliveries share. A region takes ten of them.
 */
export class FindingsLog extends Construct {
  readonly group: logs.LogGroup;

  constructor(scope: Construct, id: string, { config, key }: FindingsLogProps) {
    super(scope, id);

    const { environment, deletionProtection } = config;
    this.group = new logs.LogGroup(this, "Group", {
      logGroupName: findingsLogGroupName(environment),
      encryptionKey: key,
      retention: asRetention(retentionDaysOf(config, logById("security"))),
      deletionProtectionEnabled: deletionProtection,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    leaveUnmasked(
      this.group,
      "it holds kinds and places, no text; a finding about a finding would go round in circles",
    );
    this.allowLogDelivery(environment);
  }

  /** Source: Amazon CloudWatch Logs User Guide, "Enable logging from AWS services", Logs sent to CloudWatch Logs. */
  private allowLogDelivery(environment: string): void {
    const stack = Stack.of(this);
    new logs.ResourcePolicy(this, "Policy", {
      resourcePolicyName: `inventorysync-${environment}-findings`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal("delivery.logs.amazonaws.com")],
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [this.group.logGroupArn],
          conditions: {
            StringEquals: { "aws:SourceAccount": stack.account },
            ArnLike: {
              "aws:SourceArn": stack.formatArn({
                service: "logs",
                resource: "*",
                arnFormat: ArnFormat.NO_RESOURCE_NAME,
              }),
            },
          },
        }),
      ],
    });
  }
}
