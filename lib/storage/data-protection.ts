import { Stack } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { CUSTOM_IDENTIFIERS, findingsLogGroupName, MANAGED_IDENTIFIERS, namesOf } from "../../catalog";

/** Its import in a stack; the group itself is made once, in Storage. */
const FINDINGS_ID = "Findings";

/**
 * What CloudWatch Logs masks in a log group, and where it says that it did. Everybody sees asterisks then, subscriptions
 * and metric filters too; only `logs:Unmask` shows what was written. The text is found when it is ingested: what a group
 * held before is not masked.
 *
 * A group takes one policy, of 30,720 characters. Each byte is scanned for a price of its own, on top of ingestion.
 * Source: Amazon CloudWatch Logs User Guide, "Help protect sensitive log data with masking".
 *
 * @param scope of the stack that the group is in. The findings are named, not referred to: a stack that has the
 * environment's key comes after Storage, which has the group for them.
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
