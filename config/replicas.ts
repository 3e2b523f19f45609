import type { SearchConfig } from "./schema";

/** One replica for every other Availability Zone, and at least one if there is a second node. */
export function replicasOf(search: SearchConfig): number {
  if (search.kind !== "domain") return 1;
  const { dataNodes, availabilityZones } = search;
  return Math.min(dataNodes.count, Math.max(availabilityZones, 2)) - 1;
}
