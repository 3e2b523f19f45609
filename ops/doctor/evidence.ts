import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { parkedPrefix, rejectedPrefix, type SinkName } from "../../catalog";
import { memoize } from "../../lambda/shared/memoize";
import type { CommandContext } from "../cli";
import { type DeadLetter, listDeadLetters } from "../parking/dead-letter-list";
import {
  createDeliveryClients,
  type DeliveryClients,
  type DeliveryResources,
  findDeliveryResources,
} from "../parking/delivery-resources";
import { type ListedObject, listObjects } from "../parking/list-objects";
import { openParkingBucket, type ParkingBucket } from "../parking/parking-bucket";
import { type LedgerSums, readLedgerSums } from "../reconcile/ledger-metrics";
import type { HostFinding } from "./host-report";
import { type RecentLines, readRecentLines } from "./recent-lines";

/** Objects of the parking bucket that are read for their reasons. The first ones tell as much as all. */
const MAX_OBJECTS = 100;
const MAX_DEAD_LETTERS = 100;

export interface Delivery {
  readonly clients: DeliveryClients;
  readonly resources: DeliveryResources;
  readonly bucket: ParkingBucket;
}

/** What several causes read, each of it once. */
export interface Evidence {
  readonly delivery: () => Promise<Delivery>;
  /** Events that a sink has not accepted yet. */
  readonly parked: (sink: SinkName) => Promise<readonly ListedObject[]>;
  /** Events that a sink rejected. */
  readonly rejected: (sink: SinkName) => Promise<readonly ListedObject[]>;
  readonly deadLetters: () => Promise<readonly DeadLetter[]>;
  /** The ledger of a sink in the examined time. */
  readonly ledger: (sink: SinkName) => Promise<LedgerSums>;
  readonly recentLines: () => Promise<RecentLines>;
  /** Undefined without `--hosts` and `--host-report`. */
  readonly hostFindings: () => Promise<readonly HostFinding[] | undefined>;
}

export interface EvidenceOptions {
  readonly since: number;
  readonly now: number;
  readonly hostFindings: () => Promise<readonly HostFinding[] | undefined>;
}

export function createEvidence(
  context: CommandContext,
  { since, now, hostFindings }: EvidenceOptions,
): Evidence {
  const { aws, config } = context;
  const delivery = memoize(async () => {
    const clients = createDeliveryClients(context);
    const resources = await findDeliveryResources(clients, config);
    return { clients, resources, bucket: openParkingBucket(clients.s3, resources.bucket) };
  });
  const stored = (prefix: (sink: SinkName) => string) =>
    bySink(async (sink) => {
      const { bucket } = await delivery.get();
      return (await listObjects(bucket, [prefix(sink)], { limit: MAX_OBJECTS })).listed;
    });
  const deadLetters = memoize(async () =>
    listDeadLetters({ ...(await delivery.get()), environment: config.environment }, MAX_DEAD_LETTERS),
  );
  const recentLines = memoize(() => readRecentLines(context, since, now));
  const findings = memoize(hostFindings);
  return {
    delivery: () => delivery.get(),
    parked: stored(parkedPrefix),
    rejected: stored(rejectedPrefix),
    deadLetters: () => deadLetters.get(),
    ledger: bySink((sink) =>
      readLedgerSums(new CloudWatchClient(aws), config.environment, sink, { since, now }),
    ),
    recentLines: () => recentLines.get(),
    hostFindings: () => findings.get(),
  };
}

function bySink<Value>(read: (sink: SinkName) => Promise<Value>): (sink: SinkName) => Promise<Value> {
  const values = new Map<SinkName, Promise<Value>>();
  return (sink) => {
    const known = values.get(sink) ?? read(sink);
    values.set(sink, known);
    return known;
  };
}
