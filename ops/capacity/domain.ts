import { LOGS } from "../../catalog";
import { type DomainConfig, type EnvironmentConfig, replicasOf, retentionDaysOf } from "../../config";
import type { Workload } from "../cost/estimate";
import { ASSUMPTIONS } from "../cost/estimate/assumptions";
import { BYTES_PER_GIB, HOURS_PER_MONTH } from "../cost/estimate/month";
import { receivedVolume, searchStorage } from "../cost/estimate/sink-volumes";
import type { PriceTable } from "../cost/prices";
import { CAPACITY_ASSUMPTIONS } from "./assumptions";
import { DATA_NODES, type DataNode, masterNodeFor } from "./instances";
import { indexingVcpus, type Load, sinkRate, totalSinkRate } from "./load";

/** What a domain must have for a load. */
export interface DomainNeeds {
  /** Volumes of all data nodes together. */
  readonly volumeGib: number;
  /** vCPUs of all data nodes together. */
  readonly vcpus: number;
  /** vCPUs of the data node that has the busiest primary shard: a log is written to one shard at a time. */
  readonly vcpusOfBusiestNode: number;
}

/** @param average the workload of an average day, which decides the storage */
export function domainNeeds(load: Load, average: Workload): DomainNeeds {
  const { config } = load;
  const share = CAPACITY_ASSUMPTIONS.indexingShare.value;
  const copies = 1 + replicasOf(config.search);
  return {
    volumeGib: searchStorage(config, average)?.neededGib ?? 0,
    vcpus: (indexingVcpus(totalSinkRate(load, "opensearch")) * copies) / share,
    vcpusOfBusiestNode: busiestShardVcpus(load) / share,
  };
}

/** vCPUs that index the log with the most events. */
export function busiestShardVcpus(load: Load): number {
  return Math.max(...LOGS.map(({ id }) => indexingVcpus(sinkRate(load, "opensearch", id))));
}

/** Most data nodes of a domain. Source: Amazon OpenSearch Service Developer Guide, "Amazon OpenSearch Service quotas". */
export const MAX_DATA_NODES = 80;

const VOLUME_STEP_GIB = 10;

/**
 * The nodes that have what a load needs at the lowest price. If none of the known nodes has, the largest nodes, of which
 * there may be more than a domain can have: the quotas then name what is exceeded.
 */
export function sizeDomain(search: DomainConfig, needs: DomainNeeds, prices: PriceTable): DomainConfig {
  const candidates = DATA_NODES.map((node) => dataNodesOf(node, search, needs));
  const sufficient = candidates.filter(
    ({ node, count }) => count <= MAX_DATA_NODES && node.vcpus >= needs.vcpusOfBusiestNode,
  );
  const usd = ({ node, count, volumeGiB }: SizedNodes) =>
    count *
    ((prices.searchInstances[node.instanceType] ?? Infinity) * HOURS_PER_MONTH +
      volumeGiB * prices.prices.searchStorage.usd);
  const [cheapest] = sufficient.toSorted((one, other) => usd(one) - usd(other));
  const chosen = cheapest ?? candidates.at(-1);
  if (!chosen) throw new Error("no data node is known");
  const { node, count, volumeGiB } = chosen;
  return {
    ...search,
    dataNodes: { instanceType: node.instanceType, count, volumeGiB },
    masterNodes: {
      count: search.masterNodes?.count ?? 3,
      instanceType: masterNodeFor(Math.min(count, MAX_DATA_NODES)),
    },
  };
}

interface SizedNodes {
  readonly node: DataNode;
  readonly count: number;
  readonly volumeGiB: number;
}

function dataNodesOf(node: DataNode, { availabilityZones }: DomainConfig, needs: DomainNeeds): SizedNodes {
  const needed = Math.max(needs.volumeGib / node.maxVolumeGib, needs.vcpus / node.vcpus, 1);
  const count = Math.ceil(needed / availabilityZones) * availabilityZones;
  const volumeGiB = Math.ceil(needs.volumeGib / count / VOLUME_STEP_GIB) * VOLUME_STEP_GIB;
  return { node, count, volumeGiB: Math.max(VOLUME_STEP_GIB, volumeGiB) };
}

/** Approximate number of indices in which a log is kept. Source: lambda/search-content/content/policies.ts. */
const INDICES_PER_RETENTION = 14;

/** Shards of the domain, with replicas: an index has one primary shard, and rolls over by age and by size. */
export function domainShards(config: EnvironmentConfig, average: Workload): number {
  const copies = 1 + replicasOf(config.search);
  return LOGS.reduce((sum, log) => {
    const days = retentionDaysOf(config, log);
    const byAge = Math.ceil(days / Math.max(1, Math.floor(days / INDICES_PER_RETENTION)));
    const { bytesPerDay } = receivedVolume(config, average, log);
    const gib = (bytesPerDay / BYTES_PER_GIB) * ASSUMPTIONS.indexShare.value * days;
    return sum + copies * Math.max(byAge, Math.ceil(gib / CAPACITY_ASSUMPTIONS.shardGib.value));
  }, 0);
}
