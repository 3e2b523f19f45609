import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { LogId } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { SearchEngine } from "../search/search-engine";
import type { DeliveryPipeline } from "./delivery-pipeline";
import { createForwardingKey } from "./forwarding-key";
import { OnFailureQueue } from "./parking/on-failure-queue";
import { Parking } from "./parking/parking";
import { RedactionKey } from "./secrets/redaction-key";
import type { SharedResources } from "./shared-resources";
import { createSinkAccess } from "./sink-access";
import { createDirectTopology } from "./topology/direct";
import { createKinesisTopology } from "./topology/kinesis";
import type { SubscriptionDestination, Topology } from "./topology/topology";

export interface LogForwardingProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the functions' log groups. */
  readonly key: kms.IKey;
  /** @default - the environment has no search engine */
  readonly engine?: SearchEngine | undefined;
}

/**
 * Delivers log events from the log groups to the sinks: the delivery pipelines and their shared resources, which are
 * the secrets of the sinks, the parking bucket and the on-failure queue. No other construct depends on the topology.
 */
export class LogForwarding extends Construct {
  readonly pipelines: readonly DeliveryPipeline[];
  readonly onFailureQueue: OnFailureQueue;
  /** Encrypts the secrets, the queues and the parking bucket. */
  readonly key: kms.IKey;
  readonly parking: Parking;
  /** The key of the hashes that redaction writes. */
  readonly redactionKey: RedactionKey;
  /** Whether the pipelines read Kinesis data streams. Otherwise CloudWatch Logs invokes the forwarder. */
  readonly readsKinesis: boolean;
  private readonly topology: Topology;

  constructor(scope: Construct, id: string, { config, key: logGroupKey, engine }: LogForwardingProps) {
    super(scope, id);

    const { environment, deletionProtection, forwarding } = config;
    const forwardingKey = createForwardingKey(this, "Key", {
      config,
      notifyingBucketArn: Parking.arnOf(this, environment),
    });
    const shared: SharedResources = {
      config,
      logGroupKey,
      forwardingKey,
      sinkAccess: createSinkAccess(this, { config, key: forwardingKey, engine }),
      redactionKey: new RedactionKey(this, "RedactionKey", { config, key: forwardingKey }),
      onFailureQueue: new OnFailureQueue(this, "OnFailureQueue", {
        key: forwardingKey,
        retain: deletionProtection,
      }),
      parking: new Parking(this, "Parking", { config, key: forwardingKey }),
    };
    const topology = TOPOLOGIES[forwarding.topology](this, shared);
    this.pipelines = topology.pipelines;
    this.onFailureQueue = shared.onFailureQueue;
    this.key = forwardingKey;
    this.parking = shared.parking;
    this.redactionKey = shared.redactionKey;
    this.readsKinesis = topology.readsKinesis;
    this.topology = topology;
  }

  /**
   * The destination of a log's subscription filter.
   *
   * @throws Error if no sink of the environment receives the log
   */
  destinationOf(log: LogId): SubscriptionDestination {
    return this.topology.destinationOf(log);
  }
}

const TOPOLOGIES = {
  direct: createDirectTopology,
  kinesis: createKinesisTopology,
} as const satisfies Readonly<
  Record<EnvironmentConfig["forwarding"]["topology"], (scope: Construct, shared: SharedResources) => Topology>
>;
