import { Duration } from "aws-cdk-lib";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { DeliveryFunctionName } from "../../../catalog";
import { MIN_SQS_CONCURRENCY, reservedConcurrencyOf } from "../../../config";
import type { ReplayVariables } from "../../../lambda/replay/settings";
import { NodeFunction } from "../../functions/node-function";
import type { DeliveryFunctionProps } from "../delivery-function-props";
import { createQueueEventSource } from "../queue-event-source";
import { ReplayQueue } from "./replay-queue";

export interface ReplayProps extends DeliveryFunctionProps {
  readonly name: DeliveryFunctionName;
}

/**
 * The replay: the function that retries parked events, one parked object per invocation. It has the network and the
 * grants of the forwarder in its pipeline, because it sends to the same sinks with the same code.
 *
 * The event source mapping limits the concurrency: with a limit at the function only, Lambda would receive messages and be
 * throttled, and each such receive would count as an attempt.
 */
export class Replay extends Construct {
  readonly function: lambda.Function;
  readonly queue: ReplayQueue;

  constructor(scope: Construct, id: string, { name, ...delivery }: ReplayProps) {
    super(scope, id);

    const { config, logGroupKey, forwardingKey, parking, redactionKey, sinkAccess, variables } = delivery;
    const { environment, deletionProtection, forwarding } = config;
    const timeout = Duration.seconds(forwarding.timeoutSeconds);
    const reservedConcurrency = reservedConcurrencyOf(config, "replay");
    this.queue = new ReplayQueue(this, "Notifications", {
      key: forwardingKey,
      timeout,
      retain: deletionProtection,
    });

    const replayVariables: ReplayVariables = { ...variables, REPLAY_QUEUE_URL: this.queue.queue.queueUrl };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "replay",
      name,
      description: `retries parked logs of ${environment} to ${sinkAccess.map(({ sink }) => sink).join(", ")}`,
      config,
      key: logGroupKey,
      variables: { ...replayVariables },
      timeout,
      memoryMiB: forwarding.memoryMiB,
      reservedConcurrency,
      failureHandling: "event-source",
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
    createQueueEventSource(this, "Messages", {
      target: fn,
      queue: this.queue.queue,
      maxConcurrency: reservedConcurrency ?? MIN_SQS_CONCURRENCY,
    });
  }
}
