import { Annotations, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { LambdaDestination } from "aws-cdk-lib/aws-logs-destinations";
import { Construct } from "constructs";
import { type LogId, logGroupName } from "../catalog";

export interface SubscriptionProps {
  readonly environment: string;
  readonly log: LogId;
  readonly group: logs.ILogGroup;
  readonly forwarder: lambda.IFunction;
}

/**
 * Hands every event of a log group to the forwarder. CloudWatch Logs invokes it asynchronously, with a
 * permission for this group of this account alone.
 *
 * A group has room for two subscription filters (Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"); this one
 * leaves the other free.
 */
export class Subscription extends Construct {
  constructor(scope: Construct, id: string, { environment, log, group, forwarder }: SubscriptionProps) {
    super(scope, id);

    this.refuseOtherGroups(group, logGroupName(environment, log), log);
    forwarder.addPermission("Invoke", {
      scope: this,
      principal: new iam.ServicePrincipal("logs.amazonaws.com"),
      sourceArn: group.logGroupArn,
      sourceAccount: Stack.of(this).account,
    });
    const filter = new logs.SubscriptionFilter(this, "Filter", {
      logGroup: group,
      destination: new LambdaDestination(forwarder, { addPermissions: false }),
      filterPattern: logs.FilterPattern.allEvents(),
    });
    // Nothing is handed over before CloudWatch Logs may, and before what fails has a place to go.
    const failureHandling = forwarder.node.children.filter(
      (child) => child instanceof lambda.EventInvokeConfig,
    );
    filter.node.addDependency(this.node.findChild("Invoke"), ...failureHandling);
  }

  /**
   * The forwarder writes a log itself. Subscribed to that, every invocation would cause the next, without end and at
   * the account's cost; subscribed to any other group, it would not know which log an event is of.
   */
  private refuseOtherGroups(group: logs.ILogGroup, expected: string, log: LogId): void {
    const name =
      group.node.defaultChild instanceof logs.CfnLogGroup
        ? group.node.defaultChild.logGroupName
        : group.logGroupName;
    if (name === expected) return;
    Annotations.of(this).addError(
      `the subscription of ${log} reads ${String(name)}, expected ${expected}; the forwarder takes no other group, ` +
        "least of all its own, which would make it feed itself",
    );
  }
}
