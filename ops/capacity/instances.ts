/** A data node of OpenSearch Service that the price table has. */
export interface DataNode {
  readonly instanceType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Largest gp3 volume. */
  readonly maxVolumeGib: number;
}

/**
 * From small to large. Sources: Amazon OpenSearch Service pricing (vCPUs and memory); Amazon OpenSearch Service Developer
 * Guide, "Amazon OpenSearch Service quotas", EBS volume size quotas.
 */
export const DATA_NODES: readonly DataNode[] = [
  { instanceType: "r7g.large.search", vcpus: 2, memoryGib: 16, maxVolumeGib: 1_536 },
  { instanceType: "r7g.xlarge.search", vcpus: 4, memoryGib: 32, maxVolumeGib: 3_072 },
  { instanceType: "r7g.2xlarge.search", vcpus: 8, memoryGib: 64, maxVolumeGib: 6_144 },
  { instanceType: "r7g.4xlarge.search", vcpus: 16, memoryGib: 128, maxVolumeGib: 12_288 },
  { instanceType: "r7g.8xlarge.search", vcpus: 32, memoryGib: 256, maxVolumeGib: 16_384 },
];

/**
 * The dedicated master nodes, by the number of data nodes up to which they are large enough. Source: Amazon OpenSearch
 * Service Developer Guide, "Choosing instance types for dedicated master nodes": 8, 16, 32 and 64 GiB of memory.
 */
const MASTER_NODES = [
  { dataNodes: 10, instanceType: "m7g.large.search" },
  { dataNodes: 30, instanceType: "m7g.xlarge.search" },
  { dataNodes: 75, instanceType: "r7g.xlarge.search" },
  { dataNodes: 125, instanceType: "r7g.2xlarge.search" },
] as const;

/** @throws RangeError above the number of data nodes for which the guide has a recommendation */
export function masterNodeFor(dataNodes: number): string {
  const row = MASTER_NODES.find((each) => dataNodes <= each.dataNodes);
  if (!row) throw new RangeError(`no master node is known for ${dataNodes} data nodes`);
  return row.instanceType;
}

/** @throws Error for an instance type that is not in `DATA_NODES` */
export function dataNodeOf(instanceType: string): DataNode {
  const node = DATA_NODES.find((each) => each.instanceType === instanceType);
  if (!node)
    throw new Error(
      `unknown data node ${instanceType}, expected one of ${DATA_NODES.map((each) => each.instanceType).join(", ")}`,
    );
  return node;
}
