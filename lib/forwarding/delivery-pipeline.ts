import { Duration } from "aws-cdk-lib";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { deliveryFunctionName, PARKED_PREFIX, type SinkName } from "../../catalog";
import { reservedConcurrencyOf } from "../../config";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";
import { NodeFunction } from "../functions/node-function";
import type { DeliveryFunctionProps } from "./delivery-function-props";
import { Replay } from "./parking/replay";
import type { ReplayQueue } from "./parking/replay-queue";
import { redactionVariables } from "./redaction-variables";
import { sampleRateVariables } from "./sample-rate-variables";
import type { SharedResources } from "./shared-resources";
import type { SinkAccess } from "./sink-access";

export interface DeliveryPipelineProps {
  readonly shared: SharedResources;
  /** The sinks of this pipeline. */
  readonly sinkAccess: readonly SinkAccess[];
  /**
   * The sink in the names of the functions.
   * @default - no sink: the pipeline serves every sink
   */
  readonly sink?: SinkName;
  /** How Lambda handles a failed asynchronous invocation. */
  readonly eventInvokeConfig?: lambda.EventInvokeConfigOptions;
}

/**
 * The forwarder and the replay for some sinks. The forwarder delivers log events and parks events that a sink cannot
 * accept. The replay retries the parked events.
 */
export class DeliveryPipeline extends Construct {
  readonly sinkAccess: readonly SinkAccess[];
  readonly forwarderFunction: NodeFunction;
  readonly replayFunction: lambda.Function;
  readonly replayQueue: ReplayQueue;

  constructor(
    scope: Construct,
    id: string,
    { shared, sinkAccess, sink, eventInvokeConfig }: DeliveryPipelineProps,
  ) {
    super(scope, id);

    const { config, parking, redactionKey } = shared;
    const { environment, forwarding } = config;
    const sinks = sinkAccess.map((each) => each.sink);
    const deliveryProps: DeliveryFunctionProps = {
      ...shared,
      sinkAccess,
      variables: {
        ENVIRONMENT: environment,
        PARKING_BUCKET: parking.bucket.bucketName,
        REDACTION_KEY_SECRET_ID: redactionKey.arn,
        ...redactionVariables(config),
        ...sinkAccess.reduce((merged, each) => ({ ...merged, ...each.variables }), {}),
      },
      network: sinkAccess.find(({ network }) => network)?.network,
    };
    this.sinkAccess = sinkAccess;

    const variables: ForwarderVariables = { ...deliveryProps.variables, ...sampleRateVariables(config) };
    this.forwarderFunction = new NodeFunction(this, "Function", {
      source: "forwarder",
      name: deliveryFunctionName("forwarder", sink),
      description: `redacts the logs of ${environment} and delivers them to ${sinks.join(", ")}`,
      config,
      key: shared.logGroupKey,
      variables: { ...variables },
      timeout: Duration.seconds(forwarding.timeoutSeconds),
      memoryMiB: forwarding.memoryMiB,
      reservedConcurrency: reservedConcurrencyOf(config, "forwarder"),
      failureHandling: eventInvokeConfig ? "destination" : "event-source",
      network: deliveryProps.network,
      ...eventInvokeConfig,
    });
    for (const each of sinkAccess) each.grantSend(this.forwarderFunction.role);
    redactionKey.grantRead(this.forwarderFunction.role);
    parking.grantPark(this.forwarderFunction.role, sinks);

    const replay = new Replay(this, "Replay", {
      ...deliveryProps,
      name: deliveryFunctionName("replay", sink),
    });
    parking.addEventNotifications(
      sinks.map((each) => `${PARKED_PREFIX}${each}/`),
      replay.queue.queue,
    );
    // The policy of the bucket grants access to its objects, so it must exist before the first event.
    for (const fn of [this.forwarderFunction.function, replay.function]) {
      if (parking.bucket.policy) fn.node.addDependency(parking.bucket.policy);
    }
    this.replayFunction = replay.function;
    this.replayQueue = replay.queue;
  }
}
