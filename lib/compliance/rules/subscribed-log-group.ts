import { Reference, Tokenization } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import { NagRuleCompliance } from "cdk-nag";
import { logGroupName, LOGS } from "../../../catalog";
import type { Rule } from "./rule";

const CATALOGUED = LOGS.map(({ id }) => new RegExp(`^${logGroupName("[a-z0-9]+", id)}$`));

/** Subscription filters read only the log groups of the catalogue. */
export const subscribedLogGroup: Rule = {
  name: "SubscribedLogGroup",
  info: "The subscription filter reads a log group that is not in the catalogue; subscribe only to logs of catalog/logs.ts.",
  explanation:
    "Of any other log group, nobody decided which sinks may receive it, and the log group of a forwarder is a feedback loop.",
  check: (resource) => {
    if (!(resource instanceof logs.CfnSubscriptionFilter)) return NagRuleCompliance.NOT_APPLICABLE;
    const name = subscribedName(resource);
    return name !== undefined && CATALOGUED.some((pattern) => pattern.test(name))
      ? NagRuleCompliance.COMPLIANT
      : NagRuleCompliance.NON_COMPLIANT;
  },
};

/** The name of the log group, also if another stack creates it; undefined if CloudFormation generates it. */
function subscribedName({ logGroupName: name }: logs.CfnSubscriptionFilter): string | undefined {
  const [referenced] = Tokenization.reverseString(name).tokens.filter((token): token is Reference =>
    Reference.isReference(token),
  );
  if (referenced === undefined) return name;
  const { target: group } = referenced;
  return group instanceof logs.CfnLogGroup ? group.logGroupName : undefined;
}
