import { check } from "../../../config/check";
import { isExceeded, largestVolume, planFor, type Quota, QUOTAS, situationFor } from "../../../ops/capacity";
import { searchStorage } from "../../../ops/cost/estimate/sink-volumes";
import { pricesOf } from "../../../ops/cost/prices";
import { shippedConfig } from "../../fixtures/stacks";

const PRICES = pricesOf("us-east-1");
const production = shippedConfig("production");
const VOLUMES = [1e9, 1e10, 1e12, 5e13] as const;

function quota(title: RegExp): Quota {
  const found = QUOTAS.find((each) => title.test(each.title));
  if (!found) throw new Error(`no quota has a title like ${title}`);
  return found;
}

describe.each(VOLUMES)("the plan of %d bytes a day", (bytesPerDay) => {
  const { environments, situation } = planFor(production, bytesPerDay, PRICES);

  test("has settings that the check of the configuration accepts", () => {
    expect(check(situation.config)).toHaveProperty("config");
  });

  test("exceeds no quota that nobody raises", () => {
    const exceeded = QUOTAS.filter((each) => isExceeded(each, situation));
    expect(exceeded.filter(({ raise }) => raise === undefined)).toEqual([]);
  });

  test("has no more environments than that needs", () => {
    const fewer = environments - 1;
    const exceeded =
      fewer === 0 ||
      QUOTAS.some(
        (each) =>
          each.raise === undefined && isExceeded(each, situationFor(production, bytesPerDay / fewer, PRICES)),
      );
    expect(exceeded).toBe(true);
  });

  test("has volumes for the records, and twice the concurrency of the peak", () => {
    const storage = searchStorage(situation.config, situation.average);
    expect(storage?.configuredGib).toBeGreaterThanOrEqual(storage?.neededGib ?? NaN);
    const busiest = quota(/busiest stream: its shards/);
    expect(busiest.use(situation)).toBeLessThanOrEqual(busiest.limit(situation) / 2);
  });
});

test("a small volume keeps the retention and the concurrency of the environment", () => {
  const { config } = situationFor(production, 1e10, PRICES);
  expect(config.retentionDays).toEqual(production.retentionDays);
  expect(config.forwarding).toEqual(production.forwarding);
});

describe("the quotas", () => {
  const terabyte = situationFor(production, 1e12, PRICES);

  // The audit log has 11 % of 34.7 MB a second; each line has its origin beside it.
  test("of Firehose: 1 TB a day is 5.8 MiB a second of the audit log, of which Firehose takes 5 at first", () => {
    const firehose = quota(/audit archive/);
    expect(firehose.use(terabyte)).toBeCloseTo((34.722e6 * 0.11 * 1.6) / 2 ** 20, 3);
    expect(isExceeded(firehose, terabyte)).toBe(true);
    expect(
      firehose.use({ ...terabyte, config: { ...terabyte.config, search: { kind: "none" } } }),
    ).toBeDefined();
  });

  // 44 % of 99,206 documents a second, at 58 µs each; half of the 2 vCPUs of a node are for it.
  test("of a shard: 1 TB a day takes 2.5 vCPUs of the nodes that have the three primary shards of a log", () => {
    const shard = quota(/a primary shard/);
    expect(shard.use(terabyte)).toBeCloseTo((99_206.3 * 0.44 * 58) / 1e6 / 3, 3);
    expect(shard.limit(terabyte)).toBe(1);
  });

  test("of a shard's readers: three forwarders read what is written three times", () => {
    const read = quota(/read from a shard/);
    const written = quota(/written to the busiest on-demand stream/);
    const fifty = situationFor(production, 5e13, PRICES);
    expect(read.use(fifty)).toBeGreaterThan(1);
    expect(read.use(fifty)).toBeLessThanOrEqual(1.5);
    expect(written.use(fifty)).toBeLessThan(written.limit(fifty));
  });

  test("of the subscription filters: the archive needs the second of a log group", () => {
    const filters = quota(/subscription filters/);
    expect(filters.use(terabyte)).toBe(2);
    expect(filters.use({ ...terabyte, config: { ...terabyte.config, sentry: undefined } })).toBe(2);
  });

  test.each(QUOTAS.map((each) => [each.title, each] as const))("%s: names its source", (_, { source }) => {
    expect(source).not.toBe("");
  });
});

test("the largest volume of a quota does not exceed it, and 2 % more does", () => {
  const bound = QUOTAS.flatMap((each) => {
    const bytesPerDay = largestVolume(production, each, PRICES);
    return bytesPerDay === undefined ? [] : [{ each, bytesPerDay }];
  });
  expect(bound.length).toBeGreaterThan(3);
  for (const { each, bytesPerDay } of bound) {
    expect(isExceeded(each, situationFor(production, bytesPerDay, PRICES))).toBe(false);
    expect(isExceeded(each, situationFor(production, bytesPerDay * 1.02, PRICES))).toBe(true);
  }
});
