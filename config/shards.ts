import type { SearchConfig } from "./schema";

/** How the documents of an index are distributed over the data nodes. */
export interface IndexShards {
  /** As many data nodes index a log at the same time. */
  readonly primaryShards: number;
  /** Copies of each primary shard, besides itself. */
  readonly replicas: number;
}

/** One replica for every other Availability Zone, and at least one if there is a second node. */
export function shardsOf(search: SearchConfig): IndexShards {
  if (search.kind !== "domain") return { primaryShards: 1, replicas: 1 };
  const { dataNodes, availabilityZones, primaryShards } = search;
  return { primaryShards, replicas: Math.min(dataNodes.count, Math.max(availabilityZones, 2)) - 1 };
}
