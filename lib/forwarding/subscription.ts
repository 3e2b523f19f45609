import { Annotations } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type LogId, logGroupName } from "../../catalog";
import type { SubscriptionDestination } from "./topology/topology";

export interface SubscriptionProps {
  readonly environment: string;
  readonly log: LogId;
  readonly group: logs.ILogGroup;
  readonly destination: SubscriptionDestination;
}

/**
 * Hands every event of a log group on: to a forwarder, which CloudWatch Logs invokes asynchronously, or to the Kinesis
 * data stream that forwarders read. Its id and that of its filter stay as they are when the destination changes, so that
 * CloudFormation turns the filter round in one step and no event falls between two.
 *
 * A group has room for two subscription filters (Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"); this one
 * leaves the other free.
 */
export class Subscription extends Construct {
  constructor(scope: Construct, id: string, { environment, log, group, destination }: SubscriptionProps) {
    super(scope, id);

    this.refuseOtherGroups(group, logGroupName(environment, log), log);
    const { arn, role, distribution } = destination;
    const prerequisites = destination.allowLogGroup(this, group);
    const filter = new logs.SubscriptionFilter(this, "Filter", {
      logGroup: group,
      destination: { bind: () => ({ arn, ...(role && { role }) }) },
      filterPattern: logs.FilterPattern.allEvents(),
    });
    filter.node.addDependency(...prerequisites);
    if (distribution) {
      // The construct takes it together with the CDK's own KinesisDestination alone.
      (filter.node.defaultChild as logs.CfnSubscriptionFilter).distribution = distribution;
    }
  }

  /**
   * A forwarder writes a log itself. Subscribed to that, directly or through the Kinesis data stream, every invocation
   * would cause the next, without end and at the account's cost; subscribed to any other group, it would not know which
   * log an event is of.
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
