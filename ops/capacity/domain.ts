import { LOGS } from "../../catalog";
import {
  type DomainConfig,
  type EnvironmentConfig,
  MAX_DATA_NODES,
  retentionDaysOf,
  shardsOf,
} from "../../config";
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
  /** vCPUs of the data nodes that have the primary shards of the busiest log. */
  readonly vcpusOfBusiestLog: number;
}

/** @param average the workload of an average day, which decides the storage */
export function domainNeeds(load: Load, average: Workload): DomainNeeds {
  const { config } = load;
  const share = CAPACITY_ASSUMPTIONS.indexingShare.value;
  const copies = 1 + shardsOf(config.search).replicas;
  return {
    volumeGib: searchStorage(config, average)?.neededGib ?? 0,
    vcpus: (indexingVcpus(totalSinkRate(load, "opensearch")) * copies) / share,
    vcpusOfBusiestLog: busiestLogVcpus(load) / share,
  };
}

/** vCPUs that index one copy of the log with the most events. */
export function busiestLogVcpus(load: Load): number {
  return Math.max(...LOGS.map(({ id }) => indexingVcpus(sinkRate(load, "opensearch", id))));
}

const VOLUME_STEP_GIB = 10;

/**
 * The nodes that have what a load needs at the lowest price. If none of the known nodes has, the largest nodes, of which
 * there may be more than a domain can have: the quotas then name what is exceeded.
 */
export function sizeDomain(search: DomainConfig, needs: DomainNeeds, prices: PriceTable): DomainConfig {
  const candidates = DATA_NODES.map((node) => dataNodesOf(node, search, needs));
  const sufficient = candidates.filter(({ count }) => count <= MAX_DATA_NODES);
  const usd = ({ node, count, volumeGiB }: SizedNodes) =>
    count *
    ((prices.searchInstances[node.instanceType] ?? Infinity) * HOURS_PER_MONTH +
      volumeGiB * prices.prices.searchStorage.usd);
  const [cheapest] = sufficient.toSorted((one, other) => usd(one) - usd(other));
  const chosen = cheapest ?? candidates.at(-1);
  if (!chosen) throw new Error("no data node is known");
  const { node, count, volumeGiB, primaryShards } = chosen;
  return {
    ...search,
    primaryShards,
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
  readonly primaryShards: number;
}

function dataNodesOf(node: DataNode, { availabilityZones }: DomainConfig, needs: DomainNeeds): SizedNodes {
  const primaryShards = Math.max(1, Math.ceil(needs.vcpusOfBusiestLog / node.vcpus));
  const needed = Math.max(needs.volumeGib / node.maxVolumeGib, needs.vcpus / node.vcpus, primaryShards);
  const count = Math.ceil(needed / availabilityZones) * availabilityZones;
  const volumeGiB = Math.ceil(needs.volumeGib / count / VOLUME_STEP_GIB) * VOLUME_STEP_GIB;
  return { node, count, volumeGiB: Math.max(VOLUME_STEP_GIB, volumeGiB), primaryShards };
}

/** Approximate number of indices in which a log is kept. Source: lambda/search-content/content/policies.ts. */
const INDICES_PER_RETENTION = 14;

/** Shards of the domain, with replicas: an index rolls over by age, and by the size of its primary shards. */
export function domainShards(config: EnvironmentConfig, average: Workload): number {
  const { primaryShards, replicas } = shardsOf(config.search);
  return LOGS.reduce((sum, log) => {
    const days = retentionDaysOf(config, log);
    const byAge = Math.ceil(days / Math.max(1, Math.floor(days / INDICES_PER_RETENTION)));
    const { bytesPerDay } = receivedVolume(config, average, log);
    const gib = (bytesPerDay / BYTES_PER_GIB) * ASSUMPTIONS.indexShare.value * days;
    const bySize = Math.ceil(gib / (CAPACITY_ASSUMPTIONS.shardGib.value * primaryShards));
    return sum + (1 + replicas) * primaryShards * Math.max(byAge, bySize);
  }, 0);
}
