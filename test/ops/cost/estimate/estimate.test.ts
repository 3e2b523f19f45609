import fc from "fast-check";
import { LOGS, type LogId } from "../../../../catalog";
import type { EnvironmentConfig } from "../../../../config";
import { DAYS_PER_MONTH, estimate, mapLogs, type Workload } from "../../../../ops/cost/estimate";
import { pricesOf } from "../../../../ops/cost/prices";
import { TOPOLOGIES } from "../../../fixtures/forwarding";
import { propertyRuns } from "../../../fixtures/property-runs";
import { ENVIRONMENT_NAMES, shippedConfig } from "../../../fixtures/stacks";
import { workloadOf } from "../../../fixtures/workload";

const PRICES = pricesOf("us-east-1");
const RUNS = { numRuns: propertyRuns(200) };

/** A shipped environment in any topology. */
const configs = fc
  .record({ name: fc.constantFrom(...ENVIRONMENT_NAMES), topology: fc.constantFrom(...TOPOLOGIES) })
  .map(({ name, topology }): EnvironmentConfig => {
    const config = shippedConfig(name);
    return { ...config, forwarding: { ...config.forwarding, topology } };
  });

const volume = fc
  .record({ linesPerDay: fc.integer({ min: 0, max: 1e9 }), bytesPerLine: fc.integer({ min: 1, max: 1e6 }) })
  .map(({ linesPerDay, bytesPerLine }) => ({ linesPerDay, bytesPerDay: linesPerDay * bytesPerLine }));

const workloads = fc
  .record({
    volumes: fc.array(volume, { minLength: LOGS.length, maxLength: LOGS.length }),
    hosts: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ volumes, hosts }): Workload => ({
    volumes: mapLogs(
      (log) => volumes[LOGS.findIndex(({ id }) => id === log)] ?? { bytesPerDay: 0, linesPerDay: 0 },
    ),
    hosts,
    errorShare: 0.01,
  }));

/** The workload with more lines of one log, of the same size. */
function withMore(workload: Workload, log: LogId, factor: number): Workload {
  const { bytesPerDay, linesPerDay } = workload.volumes[log];
  return {
    ...workload,
    volumes: {
      ...workload.volumes,
      [log]: { bytesPerDay: bytesPerDay * factor, linesPerDay: linesPerDay * factor },
    },
  };
}

test("more lines never cost less", () => {
  fc.assert(
    fc.property(
      configs,
      workloads,
      fc.constantFrom(...LOGS.map(({ id }) => id)),
      fc.double({ min: 1, max: 100, noNaN: true }),
      (config, workload, log, factor) => {
        const before = estimate(config, workload, PRICES).usd;
        const after = estimate(config, withMore(workload, log, factor), PRICES).usd;
        expect(after).toBeGreaterThanOrEqual(before - 1e-6);
      },
    ),
    RUNS,
  );
});

test("the rows add up to their service, and the services to the total", () => {
  fc.assert(
    fc.property(configs, workloads, (config, workload) => {
      const { usd, services } = estimate(config, workload, PRICES);
      for (const service of services)
        expect(sum(service.rows.map(({ quantity, usdPerUnit }) => quantity * usdPerUnit))).toBeCloseTo(
          service.usd,
          4,
        );
      expect(sum(services.map((service) => service.usd))).toBeCloseTo(usd, 4);
    }),
    RUNS,
  );
});

test("without any line, only the fixed costs remain, which the volume does not change", () => {
  fc.assert(
    fc.property(configs, workloads, (config, workload) => {
      const idle = estimate(config, workloadOf({}), PRICES);
      expect(idle.usd).toBeCloseTo(idle.fixedUsd, 6);
      expect(estimate(config, workload, PRICES).fixedUsd).toBeCloseTo(idle.fixedUsd, 6);
    }),
    RUNS,
  );
});

test("a million lines cost their part of what is not fixed", () => {
  fc.assert(
    fc.property(configs, workloads, (config, workload) => {
      const { usd, fixedUsd, perMillionLines } = estimate(config, workload, PRICES);
      const lines = Object.values(workload.volumes).reduce(
        (total, { linesPerDay }) => total + linesPerDay,
        0,
      );
      fc.pre(lines > 0);
      const millions = (lines * DAYS_PER_MONTH) / 1e6;
      expect((perMillionLines?.usd ?? NaN) * millions).toBeCloseTo(usd - fixedUsd, 3);
      expect(perMillionLines?.lambdaUsd).toBeLessThanOrEqual(perMillionLines?.usd ?? NaN);
    }),
    RUNS,
  );
});

test("without any line, a million lines have no cost", () => {
  expect(estimate(shippedConfig("production"), workloadOf({}), PRICES).perMillionLines).toBeUndefined();
});

test("what costs most comes first, of the services and in each service", () => {
  const { services } = estimate(
    shippedConfig("production"),
    workloadOf({ application: 1, audit: 1 }),
    PRICES,
  );
  for (const rows of [services, ...services.map((service) => service.rows)])
    expect(rows.map(({ usd }) => usd)).toEqual(
      rows.map(({ usd }) => usd).toSorted((one, other) => other - one),
    );
});

test("an instance type without a price is named with those that have one", () => {
  const production = shippedConfig("production");
  if (production.search.kind !== "domain") throw new Error("production has no domain");
  const { search } = production;
  const config = {
    ...production,
    search: { ...search, dataNodes: { ...search.dataNodes, instanceType: "x1.huge.search" } },
  };
  expect(() => estimate(config, workloadOf({}), PRICES)).toThrow(
    /no price for the instance type x1\.huge\.search in us-east-1, only for t3\.small\.search.*--prices/,
  );
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
