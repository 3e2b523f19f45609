import type * as iam from "aws-cdk-lib/aws-iam";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct, IDependable } from "constructs";
import type { LogId } from "../../../catalog";
import type { DeliveryPipeline } from "../delivery-pipeline";

/** How log events reach the delivery pipelines. */
export interface Topology {
  readonly pipelines: readonly DeliveryPipeline[];
  /** Whether the pipelines read Kinesis data streams. Otherwise CloudWatch Logs invokes the forwarder. */
  readonly readsKinesis: boolean;
  /** @throws Error if no sink of the environment receives the log */
  destinationOf(log: LogId): SubscriptionDestination;
}

/** The destination of a subscription filter. */
export interface SubscriptionDestination {
  readonly arn: string;
  /**
   * The role that CloudWatch Logs assumes to write to the destination.
   * @default - none: the destination's resource policy admits CloudWatch Logs
   */
  readonly role?: iam.IRole;
  /** How CloudWatch Logs distributes events over the shards of a Kinesis data stream. */
  readonly distribution?: logs.Distribution;
  /**
   * Lets CloudWatch Logs send the events of a log group.
   * @returns the resources that must exist before the first event
   */
  allowLogGroup(subscription: Construct, group: logs.ILogGroup): readonly IDependable[];
}
