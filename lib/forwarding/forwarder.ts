import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { EnvironmentConfig } from "../../config/schema";
import type { SearchEngine } from "../search/search-engine";
import type { Lane } from "./delivery-pipeline";
import { forwardingKey } from "./forwarding-key";
import { Undelivered } from "./parking/on-failure-queue";
import { Parking } from "./parking/parking";
import { RedactionKey } from "./secrets/redaction-key";
import type { SharedParts } from "./shared-parts";
import { accessToSinks } from "./sink-access";
import { direct } from "./topology/direct";
import { throughKinesis } from "./topology/kinesis";
import type { SubscriptionDestination, Topology } from "./topology/topology";

export interface ForwarderProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the functions' log groups. */
  readonly key: kms.IKey;
  /** @default - the environment has no search engine */
  readonly engine?: SearchEngine | undefined;
}

/**
 * All that takes events from the log groups to the sinks: functions in lanes, and what they share, which are the sinks'
 * secrets, the parking bucket and the queue of the undelivered. Only here is an environment's topology known.
 */
export class Forwarder extends Construct {
  /** What the log groups hand their events to. */
  readonly destination: SubscriptionDestination;
  readonly lanes: readonly Lane[];
  /** Whether the lanes read a Kinesis data stream; otherwise the log groups invoke them. */
  readonly readStream: boolean;
  readonly undelivered: Undelivered;

  constructor(scope: Construct, id: string, { config, key: logKey, engine }: ForwarderProps) {
    super(scope, id);

    const { environment, deletionProtection, forwarding } = config;
    const ownKey = forwardingKey(this, "Key", { config, announcer: Parking.arnOf(this, environment) });
    const shared: SharedParts = {
      config,
      logKey,
      ownKey,
      access: accessToSinks(this, { config, key: ownKey, engine }),
      redactionKey: new RedactionKey(this, "RedactionKey", { config, key: ownKey }),
      undelivered: new Undelivered(this, "Undelivered", { key: ownKey, retain: deletionProtection }),
      parking: new Parking(this, "Parking", { config, key: ownKey }),
    };
    const topology = TOPOLOGIES[forwarding.topology](this, shared);
    this.lanes = topology.lanes;
    this.readStream = topology.readStream;
    this.destination = topology.destination;
    this.undelivered = shared.undelivered;
  }
}

const TOPOLOGIES = {
  direct,
  kinesis: throughKinesis,
} as const satisfies Readonly<
  Record<EnvironmentConfig["forwarding"]["topology"], (scope: Construct, shared: SharedParts) => Topology>
>;
