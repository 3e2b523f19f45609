import { Stack } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { CUSTOM_IDENTIFIERS, findingsLogGroupName, MANAGED_IDENTIFIERS, namesOf } from "../../catalog";

/** Construct id of the imported findings log group. The Storage stack creates the group itself. */
const FINDINGS_ID = "Findings";

/**
 * The data protection policy of a log group: CloudWatch Logs masks credentials and personal data and reports each match
 * to the findings log group. Readers, subscriptions and metric filters then see asterisks. Only a principal with
 * `logs:Unmask` sees the original text. CloudWatch Logs looks for matches at ingestion, so it does not mask log events
 * that the group already contained.
 *
 * A log group has at most one policy, of at most 30,720 characters. AWS bills each scanned byte in addition to
 * ingestion. Source: Amazon CloudWatch Logs User Guide, "Help protect sensitive log data with masking".
 *
 * @param scope a construct of the log group's stack. The policy names the findings log group instead of referring to
 * it: a stack that uses the environment's key depends on Storage, which creates that group, so a reference would be
 * circular.
 */
export function createDataProtectionPolicy(scope: Construct, environment: string): logs.DataProtectionPolicy {
  return new logs.DataProtectionPolicy({
    name: `inventorysync-${environment}`,
    description: "masks credentials, cards, accounts, contacts and identities",
    identifiers: [
      ...MANAGED_IDENTIFIERS.flatMap(namesOf).map((name) => new logs.DataIdentifier(name)),
      ...CUSTOM_IDENTIFIERS.map(({ name, regex }) => new logs.CustomDataIdentifier(name, regex)),
    ],
    logGroupAuditDestination: findingsLogGroup(Stack.of(scope), environment),
  });
}

function findingsLogGroup(stack: Stack, environment: string): logs.ILogGroup {
  const known = stack.node.tryFindChild(FINDINGS_ID) as logs.ILogGroup | undefined;
  return known ?? logs.LogGroup.fromLogGroupName(stack, FINDINGS_ID, findingsLogGroupName(environment));
}
