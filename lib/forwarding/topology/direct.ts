import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct, IDependable } from "constructs";
import { DeliveryPipeline } from "../delivery-pipeline";
import { MAX_EVENT_AGE } from "../max-event-age";
import type { SharedResources } from "../shared-resources";
import type { SubscriptionDestination, Topology } from "./topology";

/**
 * Topology `direct`: CloudWatch Logs invokes one forwarder, which serves every sink. If an invocation fails, Lambda
 * retries it after one minute and after two more minutes, and then sends its event to the on-failure queue.
 */
export function createDirectTopology(scope: Construct, shared: SharedResources): Topology {
  // The CDK omits the id `Default` from the logical ids of the pipeline's resources.
  const pipeline = new DeliveryPipeline(scope, "Default", {
    shared,
    sinkAccess: shared.sinkAccess,
    eventInvokeConfig: { retryAttempts: 2, maxEventAge: MAX_EVENT_AGE, onFailure: shared.onFailureQueue },
  });
  shared.onFailureQueue.grantSend(pipeline.forwarderFunction.role);
  const destination = new ForwarderDestination(pipeline.forwarderFunction.function);
  return { pipelines: [pipeline], readsKinesis: false, destinationOf: () => destination };
}

/** A forwarder that CloudWatch Logs invokes, with a permission for each log group of this account. */
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
    return [subscription.node.findChild("Invoke")];
  }
}
