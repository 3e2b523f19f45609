import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct, IDependable } from "constructs";
import { Lane } from "../delivery-pipeline";
import { TRIED_FOR } from "../max-event-age";
import type { SharedParts } from "../shared-parts";
import type { SubscriptionDestination, Topology } from "./topology";

/**
 * Topology `direct`: every log group invokes the one forwarder, which serves every sink. What it can neither deliver nor
 * park Lambda tries twice again, a minute and two minutes later, and then puts on the queue of the undelivered.
 */
export function direct(scope: Construct, shared: SharedParts): Topology {
  // `Default` leaves no trace in the logical ids of what is in the lane.
  const lane = new Lane(scope, "Default", {
    shared,
    access: shared.access,
    invocation: { retryAttempts: 2, maxEventAge: TRIED_FOR, onFailure: shared.undelivered },
  });
  shared.undelivered.grantSend(lane.forwarder.role);
  return {
    lanes: [lane],
    readStream: false,
    destination: new InvokedForwarder(lane.forwarder.function),
  };
}

/** A forwarder that CloudWatch Logs invokes, with a permission for each group of this account. */
export class InvokedForwarder implements SubscriptionDestination {
  readonly arn: string;

  constructor(private readonly forwarder: lambda.IFunction) {
    this.arn = forwarder.functionArn;
  }

  admit(subscription: Construct, group: logs.ILogGroup): readonly IDependable[] {
    this.forwarder.addPermission("Invoke", {
      scope: subscription,
      principal: new iam.ServicePrincipal("logs.amazonaws.com"),
      sourceArn: group.logGroupArn,
      sourceAccount: Stack.of(subscription).account,
    });
    // What fails has to have a place to go.
    const failureHandling = this.forwarder.node.children.filter(
      (child) => child instanceof lambda.EventInvokeConfig,
    );
    return [subscription.node.findChild("Invoke"), ...failureHandling];
  }
}
