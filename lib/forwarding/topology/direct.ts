import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct, IDependable } from "constructs";
import { DeliveryPipeline } from "../delivery-pipeline";
import { MAX_EVENT_AGE } from "../max-event-age";
import type { SharedResources } from "../shared-resources";
import type { SubscriptionDestination, Topology } from "./topology";

/**
 * Topology `direct`: every log group invokes the one forwarder, which serves every sink. What it can neither deliver nor
 * park Lambda tries twice again, a minute and two minutes later, and then puts on the queue of the undelivered.
 */
export function createDirectTopology(scope: Construct, shared: SharedResources): Topology {
  // `Default` leaves no trace in the logical ids of what is in the lane.
  const pipeline = new DeliveryPipeline(scope, "Default", {
    shared,
    sinkAccess: shared.sinkAccess,
    eventInvokeConfig: { retryAttempts: 2, maxEventAge: MAX_EVENT_AGE, onFailure: shared.onFailureQueue },
  });
  shared.onFailureQueue.grantSend(pipeline.forwarderFunction.role);
  return {
    pipelines: [pipeline],
    readsKinesis: false,
    destination: new ForwarderDestination(pipeline.forwarderFunction.function),
  };
}

/** A forwarder that CloudWatch Logs invokes, with a permission for each group of this account. */
export class ForwarderDestination implements SubscriptionDestination {
  readonly arn: string;

  constructor(private readonly forwarderFunction: lambda.IFunction) {
    this.arn = forwarderFunction.functionArn;
  }

  allowLogGroup(subscription: Construct, group: logs.ILogGroup): readonly IDependable[] {
    this.forwarderFunction.addPermission("Invoke", {
      scope: subscription,
      principal: new iam.ServicePrincipal("logs.amazonaws.com"),
      sourceArn: group.logGroupArn,
      sourceAccount: Stack.of(subscription).account,
    });
    // What fails has to have a place to go.
    const failureHandling = this.forwarderFunction.node.children.filter(
      (child) => child instanceof lambda.EventInvokeConfig,
    );
    return [subscription.node.findChild("Invoke"), ...failureHandling];
  }
}
