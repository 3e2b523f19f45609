import fc from "fast-check";
import { MAX_DATA_NODES } from "../../../config";
import { policies } from "../../../lambda/search-content/content/policies";
import { CAPACITY_ASSUMPTIONS, domainShards } from "../../../ops/capacity";
import { sizeDomain } from "../../../ops/capacity/domain";
import { DATA_NODES, dataNodeOf, masterNodeFor } from "../../../ops/capacity/instances";
import { pricesOf } from "../../../ops/cost/prices";
import { domainOf } from "../../fixtures/search";
import { shippedConfig } from "../../fixtures/stacks";
import { workloadOf } from "../../fixtures/workload";

const PRICES = pricesOf("us-east-1");
const production = shippedConfig("production");
const domain = domainOf("production");

const needs = fc.record({
  volumeGib: fc.double({ min: 0, max: 500_000, noNaN: true }),
  vcpus: fc.double({ min: 0, max: 1_000, noNaN: true }),
  vcpusOfBusiestLog: fc.double({ min: 0, max: 500, noNaN: true }),
});

test("a domain has what a load needs, with as many nodes in each zone", () => {
  fc.assert(
    fc.property(needs, fc.constantFrom(1, 2, 3), (needed, availabilityZones) => {
      const { dataNodes, primaryShards } = sizeDomain({ ...domain, availabilityZones }, needed, PRICES);
      const { vcpus, maxVolumeGib } = dataNodeOf(dataNodes.instanceType);
      expect(dataNodes.count * dataNodes.volumeGiB).toBeGreaterThanOrEqual(needed.volumeGib);
      expect(dataNodes.volumeGiB).toBeLessThanOrEqual(maxVolumeGib);
      expect(dataNodes.count * vcpus).toBeGreaterThanOrEqual(needed.vcpus);
      expect(primaryShards * vcpus).toBeGreaterThanOrEqual(needed.vcpusOfBusiestLog);
      expect(primaryShards).toBeLessThanOrEqual(dataNodes.count);
      expect(dataNodes.count % availabilityZones).toBe(0);
      expect(dataNodes.count).toBeLessThanOrEqual(MAX_DATA_NODES);
    }),
  );
});

// 6 × 2 vCPUs of r7g.large are 1.068 USD an hour, as are 3 × 4 of r7g.xlarge, whose volumes have 10 GiB more each.
test.each([
  { vcpusOfBusiestLog: 1, primaryShards: 1 },
  { vcpusOfBusiestLog: 3, primaryShards: 2 },
])("the cheapest nodes index a log of $vcpusOfBusiestLog vCPUs in $primaryShards primary shards", (row) => {
  const sized = sizeDomain(
    domain,
    { volumeGib: 100, vcpus: 12, vcpusOfBusiestLog: row.vcpusOfBusiestLog },
    PRICES,
  );
  expect(sized.dataNodes).toEqual({ instanceType: "r7g.large.search", count: 6, volumeGiB: 20 });
  expect(sized.primaryShards).toBe(row.primaryShards);
});

test("a log that is indexed in more primary shards than the load needs nodes gets more nodes", () => {
  const { dataNodes, primaryShards } = sizeDomain(
    domain,
    { volumeGib: 0, vcpus: 0, vcpusOfBusiestLog: 8 },
    PRICES,
  );
  expect(primaryShards * dataNodeOf(dataNodes.instanceType).vcpus).toBeGreaterThanOrEqual(8);
  expect(dataNodes.count).toBeGreaterThanOrEqual(primaryShards);
});

test("a load beyond every domain gets more of the largest nodes than a domain may have", () => {
  const { dataNodes } = sizeDomain(domain, { volumeGib: 2_000_000, vcpus: 10, vcpusOfBusiestLog: 1 }, PRICES);
  expect(dataNodes.instanceType).toBe(DATA_NODES.at(-1)?.instanceType);
  expect(dataNodes.count).toBeGreaterThan(MAX_DATA_NODES);
});

test("every data node and every master node has a price", () => {
  const types = [
    ...DATA_NODES.map(({ instanceType }) => instanceType),
    ...[1, 11, 31, 76].map(masterNodeFor),
  ];
  for (const type of types) expect(PRICES.searchInstances).toHaveProperty([type]);
});

test("more data nodes than the recommendation knows are an error", () => {
  expect(() => masterNodeFor(126)).toThrow("no master node is known for 126 data nodes");
});

describe("the number of shards", () => {
  test("is that of all primary shards of each index", () => {
    expect(domainShards({ ...production, search: { ...domain, primaryShards: 2 } }, workloadOf({}))).toBe(
      2 * domainShards(production, workloadOf({})),
    );
  });

  // 14 days and 30 days in indices of one and two days, 731 days in 15 of 52 days, each with two replicas.
  test("is that of the indices that roll over by age, if there are few records", () => {
    expect(domainShards(production, workloadOf({}))).toBe(3 * (15 + 14 + 15 + 15));
  });

  test("is that of the indices that roll over by size, if there are many", () => {
    const few = domainShards(production, workloadOf({}));
    // 1,000 GiB a day for 14 days, of which the index has 0.44.
    const byAge = 14;
    const bySize = Math.ceil((1_000 * 14 * 0.44) / CAPACITY_ASSUMPTIONS.shardGib.value);
    expect(domainShards(production, workloadOf({ performance: 1_000 }))).toBe(few + 3 * (bySize - byAge));
  });

  test("follows from the rollover that the state management has", () => {
    const days = { application: 30, performance: 14, audit: 731, security: 731 };
    const rollovers = policies("production", days).map(({ body }) => {
      const { policy } = body as unknown as { policy: { states: { actions: { rollover?: object }[] }[] } };
      return policy.states[0]?.actions[0]?.rollover;
    });
    expect(rollovers).toEqual(
      ["2d", "1d", "52d", "52d"].map((age) => ({
        min_index_age: age,
        min_primary_shard_size: `${CAPACITY_ASSUMPTIONS.shardGib.value}gb`,
      })),
    );
  });
});
