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
 * Sends every event of a log group to a destination: to a forwarder, which CloudWatch Logs invokes asynchronously, or
 * to a Kinesis data stream, which forwarders read. The construct ids do not depend on the destination. When the
 * destination changes, CloudFormation therefore updates the filter in place, and no event is lost between two filters.
 *
 * A log group can have at least two subscription filters (Amazon CloudWatch Logs API Reference, "PutSubscriptionFilter",
 * read in November 2026). This construct uses one of them.
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
      // The L2 construct sets the distribution only for the CDK's own KinesisDestination.
      (filter.node.defaultChild as logs.CfnSubscriptionFilter).distribution = distribution;
    }
  }

  /**
   * Rejects a subscription to any other log group. A forwarder writes a log itself. A subscription to that log group,
   * directly or through a Kinesis data stream, is a feedback loop: every invocation would cause the next, at the
   * account's cost. For any other log group, the forwarder could not tell to which log an event belongs.
   */
  private refuseOtherGroups(group: logs.ILogGroup, expected: string, log: LogId): void {
    const name =
      group.node.defaultChild instanceof logs.CfnLogGroup
        ? group.node.defaultChild.logGroupName
        : group.logGroupName;
    if (name === expected) return;
    Annotations.of(this).addError(
      `the subscription of ${log} reads the log group ${String(name)}, expected ${expected}; the forwarder accepts ` +
        "no other log group, because its own log group would cause a feedback loop",
    );
  }
}
