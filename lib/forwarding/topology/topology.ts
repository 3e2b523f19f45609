import type * as iam from "aws-cdk-lib/aws-iam";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct, IDependable } from "constructs";
import type { DeliveryPipeline } from "../delivery-pipeline";

/** How log events get from the log groups to the lanes. */
export interface Topology {
  readonly pipelines: readonly DeliveryPipeline[];
  /** Whether the lanes read a Kinesis data stream; otherwise the log groups invoke them. */
  readonly readsKinesis: boolean;
  readonly destination: SubscriptionDestination;
}

/** What a log group hands its events to. */
export interface SubscriptionDestination {
  readonly arn: string;
  /**
   * The role that CloudWatch Logs takes on to hand them over.
   * @default - none: the destination itself admits CloudWatch Logs
   */
  readonly role?: iam.IRole;
  /** How events are spread over the shards of a Kinesis data stream. */
  readonly distribution?: logs.Distribution;
  /**
   * Admits CloudWatch Logs for a group.
   * @returns what has to be there before the first event
   */
  allowLogGroup(subscription: Construct, group: logs.ILogGroup): readonly IDependable[];
}
