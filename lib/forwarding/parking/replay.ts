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

/**
 * The minimum that Lambda accepts. Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event
 * source mappings".
 */
const MIN_CONCURRENCY = 2;
/**
 * Share of the forwarder's concurrency. It is small so that a recovered sink receives new events before parked ones.
 */
const CONCURRENCY_SHARE = 1 / 4;

/**
 * The replay: the function that retries parked events, one parked object per invocation. It has the network and the
 * grants of the forwarder in its pipeline, because it sends to the same sinks with the same code.
 *
 * The event source mapping limits the concurrency. With a limit at the function, Lambda would still receive messages
 * and be throttled, and each such receive would count as an attempt.
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
      description: `retries parked logs of ${environment} to ${sinkAccess.map(({ sink }) => sink).join(", ")}`,
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
