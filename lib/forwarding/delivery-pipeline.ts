import { Duration } from "aws-cdk-lib";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { deliveryFunctionName, PARKED_PREFIX, type SinkName } from "../../catalog";
import type { ForwarderEnvironment } from "../../lambda/forwarder/settings";
import { NodeFunction } from "../functions/node-function";
import type { DeliveryOptions } from "./delivery-function-props";
import { Replay } from "./parking/replay";
import type { ReplayQueue } from "./parking/replay-queue";
import { sampleRates } from "./sample-rates";
import type { SharedParts } from "./shared-parts";
import type { SinkAccess } from "./sink-access";
import { treatments } from "./treatments";

export interface LaneProps {
  readonly shared: SharedParts;
  /** The sinks it serves. */
  readonly access: readonly SinkAccess[];
  /**
   * The one sink that its functions are called after.
   * @default - they are called after none: the lane serves every sink
   */
  readonly sink?: SinkName;
  /** What Lambda does with an invocation by an event that fails. */
  readonly invocation?: lambda.EventInvokeConfigOptions;
}

/**
 * The functions that serve some sinks: the forwarder, and the replay that brings back what those sinks could not take
 * from it.
 */
export class Lane extends Construct {
  readonly access: readonly SinkAccess[];
  readonly forwarder: NodeFunction;
  readonly replay: lambda.Function;
  readonly replayQueue: ReplayQueue;

  constructor(scope: Construct, id: string, { shared, access, sink, invocation }: LaneProps) {
    super(scope, id);

    const { config, parking, redactionKey } = shared;
    const { environment, forwarding } = config;
    const sinks = access.map((each) => each.sink);
    const delivery: DeliveryOptions = {
      ...shared,
      access,
      variables: {
        ENVIRONMENT: environment,
        PARKING_BUCKET: parking.bucket.bucketName,
        REDACTION_KEY_SECRET_ID: redactionKey.arn,
        ...treatments(config),
        ...access.reduce((told, each) => ({ ...told, ...each.variables }), {}),
      },
      network: access.find(({ network }) => network)?.network,
    };
    this.access = access;

    const told: ForwarderEnvironment = { ...delivery.variables, ...sampleRates(config) };
    this.forwarder = new NodeFunction(this, "Function", {
      source: "forwarder",
      name: deliveryFunctionName("forwarder", sink),
      says: `takes the logs of ${environment} to ${sinks.join(", ")}, redacted`,
      config,
      key: shared.logKey,
      variables: { ...told },
      timeout: Duration.seconds(forwarding.timeoutSeconds),
      memoryMiB: forwarding.memoryMiB,
      reservedConcurrency: forwarding.reservedConcurrency,
      network: delivery.network,
      ...invocation,
    });
    for (const each of access) each.grantSend(this.forwarder.role);
    redactionKey.grantRead(this.forwarder.role);
    parking.grantPark(this.forwarder.role, sinks);

    const replay = new Replay(this, "Replay", { ...delivery, name: deliveryFunctionName("replay", sink) });
    parking.announce(
      sinks.map((each) => `${PARKED_PREFIX}${each}/`),
      replay.queue.queue,
    );
    this.replay = replay.function;
    this.replayQueue = replay.queue;
  }
}
