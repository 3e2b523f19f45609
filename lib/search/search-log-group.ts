import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { searchLogGroupName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import { acknowledge } from "../compliance";
import { createDataProtectionPolicy } from "../storage/data-protection";
import { retainAlways, retainOnceDeployed } from "../storage/removal-policies";

export interface SearchLogGroupProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the log group. The key policy must admit CloudWatch Logs for the log groups of search. */
  readonly key: kms.IKey;
  /** Last part of the log group's name. */
  readonly log: string;
  readonly retention: logs.RetentionDays;
  /**
   * Whether the log group holds audit records, which a protected environment also protects from a deletion by hand.
   * @default false
   */
  readonly holdsAuditRecords?: boolean;
  /**
   * Why the log group has no data protection policy.
   * @default - it has one
   */
  readonly unmaskedReason?: string;
}

/** The log group of a log that the domain or its network writes about itself. */
export function createSearchLogGroup(
  scope: Construct,
  id: string,
  props: SearchLogGroupProps,
): logs.LogGroup {
  const { config, unmaskedReason, holdsAuditRecords = false } = props;
  const { environment, deletionProtection } = config;
  const group = new logs.LogGroup(scope, id, {
    logGroupName: searchLogGroupName(environment, props.log),
    encryptionKey: props.key,
    retention: props.retention,
    ...(unmaskedReason === undefined && {
      dataProtectionPolicy: createDataProtectionPolicy(scope, environment),
    }),
    ...(holdsAuditRecords
      ? {
          deletionProtectionEnabled: deletionProtection,
          removalPolicy: retainAlways(deletionProtection),
        }
      : { removalPolicy: retainOnceDeployed(deletionProtection) }),
  });
  if (unmaskedReason !== undefined) {
    acknowledge(group, [
      {
        ids: ["InventorySync-LogGroupDataProtection"],
        reason: unmaskedReason,
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  }
  return group;
}
