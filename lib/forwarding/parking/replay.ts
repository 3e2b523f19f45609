import { Duration } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { DeliveryFunctionName } from "../../../catalog";
import type { ReplayVariables } from "../../../lambda/replay/settings";
import { NodeFunction } from "../../functions/node-function";
import type { DeliveryFunctionProps } from "../delivery-function-props";
import { ReplayQueue } from "./replay-queue";

export interface ReplayProps extends DeliveryFunctionProps {
  readonly name: DeliveryFunctionName;
}

/** Lambda takes no less. Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings". */
const MIN_CONCURRENCY = 2;
/** Of the forwarders' concurrency: a sink that has just come back should take what is new first. */
const CONCURRENCY_SHARE = 1 / 4;

/**
 * Brings parked events back, an object at a time. It has the network and the rights of the forwarder beside it, since it
 * sends to the same sinks with the same code.
 *
 * Its concurrency is bounded at the event source: bounded at the function, Lambda would still take messages off the
 * queue and count an attempt each time it could not start one.
 */
export class Replay extends Construct {
  readonly function: lambda.Function;
  readonly queue: ReplayQueue;

  constructor(scope: Construct, id: string, { name, ...delivery }: ReplayProps) {
    super(scope, id);

    const { config, logGroupKey, forwardingKey, parking, redactionKey, sinkAccess, variables } = delivery;
    const { environment, deletionProtection, forwarding } = config;
    const timeout = Duration.seconds(forwarding.timeoutSeconds);
    this.queue = new ReplayQueue(this, "Notifications", {
      key: forwardingKey,
      timeout,
      retain: deletionProtection,
    });

    const replayVariables: ReplayVariables = { ...variables, REPLAY_QUEUE_URL: this.queue.queue.queueUrl };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "replay",
      name,
      description: `brings parked logs of ${environment} back to ${sinkAccess.map(({ sink }) => sink).join(", ")}`,
      config,
      key: logGroupKey,
      variables: { ...replayVariables },
      timeout,
      memoryMiB: forwarding.memoryMiB,
      network: delivery.network,
    });
    this.function = fn;
    for (const each of sinkAccess) each.grantSend(role);
    redactionKey.grantRead(role);
    parking.grantReplay(
      role,
      sinkAccess.map(({ sink }) => sink),
    );
    this.queue.grantConsume(role);
    new lambda.EventSourceMapping(this, "Messages", {
      target: fn,
      eventSourceArn: this.queue.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: Math.max(
        MIN_CONCURRENCY,
        Math.ceil(forwarding.reservedConcurrency * CONCURRENCY_SHARE),
      ),
    });
  }
}
