import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { findingsLogGroupName, logById } from "../../catalog";
import { type EnvironmentConfig, retentionDaysOf } from "../../config";
import { acknowledge } from "../compliance";
import { asRetention } from "./retention";
import { retainAlways } from "./removal-policies";

export interface FindingsLogProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the log group. The key policy must admit CloudWatch Logs for it. */
  readonly key: kms.IKey;
}

/**
 * The log group to which CloudWatch Logs writes a finding for each masked log event: the log group, the kind of data
 * and its position in the text, never the text itself. Findings are an audit log, so their retention is that of the
 * security log.
 *
 * The group must exist before a log group that is masked. Its resource policy admits the log delivery service. Without
 * it, CloudWatch Logs would create a policy that all deliveries of the account share. An account can have ten resource
 * policies per region.
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
      removalPolicy: retainAlways(deletionProtection),
    });
    acknowledge(this.group, [
      {
        ids: ["InventorySync-LogGroupDataProtection"],
        reason:
          "it contains kinds and positions of data, no text; masking it would create findings about findings, a feedback " +
          "loop",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
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
