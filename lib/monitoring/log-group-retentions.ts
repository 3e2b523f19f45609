import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { IConstruct } from "constructs";
import type { RetentionGroup } from "./tamper-pattern";

/** The log groups under `root` that have a fixed name, by their retention in ascending order. */
export function retentionsOf(root: IConstruct): readonly RetentionGroup[] {
  const namesByDays = new Map<number, string[]>();
  for (const { retentionInDays, logGroupName } of root.node.findAll().filter(isLogGroup)) {
    if (retentionInDays === undefined || logGroupName === undefined) continue;
    namesByDays.set(retentionInDays, [...(namesByDays.get(retentionInDays) ?? []), logGroupName]);
  }
  return [...namesByDays]
    .map(([days, logGroupNames]) => ({ days, logGroupNames }))
    .sort((a, b) => a.days - b.days);
}

function isLogGroup(construct: IConstruct): construct is CfnLogGroup {
  return construct instanceof CfnLogGroup;
}
