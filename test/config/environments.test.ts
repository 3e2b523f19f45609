import { readdirSync } from "node:fs";
import { join } from "node:path";
import { LOGS } from "../../catalog";
import { type EnvironmentConfig, loadEnvironments } from "../../config";
import { DEFAULT_DATADOG_INTAKE_URL } from "../../config/environments/local";
import { ENVIRONMENT_NAMES } from "../../config/load";

/**
 * Initial number of shards of an on-demand stream. Source: Amazon Kinesis Data Streams Developer Guide, "On-demand
 * Mode".
 */
const SHARDS_ON_DEMAND = 4;

const named = (name: string): EnvironmentConfig => {
  const [config] = loadEnvironments({ only: [name] });
  if (!config) throw new Error(`expected an environment with the name ${name}`);
  return config;
};
const domainOf = ({ search }: EnvironmentConfig) => {
  if (search.kind !== "domain") throw new Error(`expected a domain, got ${search.kind}`);
  return search;
};

test("the name of every file is the name of its environment", () => {
  expect(loadEnvironments().map(({ environment }) => environment)).toEqual(ENVIRONMENT_NAMES);
});

test("every file of config/environments is loaded", () => {
  const files = readdirSync(join(__dirname, "../../config/environments"));

  expect(files.toSorted()).toEqual(ENVIRONMENT_NAMES.map((name) => `${name}.ts`).toSorted());
});

test.each(["development", "staging", "production"])("%s takes its account from the CLI", (name) => {
  expect(named(name).account).toBeUndefined();
});

test("production tolerates the loss of a zone and protects its stateful resources", () => {
  const { availabilityZones, dataNodes, masterNodes } = domainOf(named("production"));

  expect({ availabilityZones, nodes: dataNodes.count, masters: masterNodes?.count }).toEqual({
    availabilityZones: 3,
    nodes: 3,
    masters: 3,
  });
  expect(named("production").deletionProtection).toBe(true);
});

test("production keeps audit logs longer than the catalogue requires", () => {
  const { retentionDays } = named("production");

  const kept = LOGS.filter(({ dataClass }) => dataClass === "audit").map(({ id }) => retentionDays[id]);
  expect(kept).toEqual([731, 731]);
});

test.each([
  ["development", "direct"],
  ["staging", "direct"],
  ["production", "kinesis"],
  ["local", "direct"],
])("log events of %s reach the sinks in topology %s", (name, topology) => {
  expect(named(name).forwarding.topology).toBe(topology);
});

test("the concurrency of production's forwarders suffices for twice the initial capacity of the stream", () => {
  const { kinesis, reservedConcurrency } = named("production").forwarding;

  const shards = 2 * SHARDS_ON_DEMAND;
  expect(reservedConcurrency).toBeGreaterThanOrEqual(shards * kinesis.parallelizationFactor);
});

test.each([
  ["development", true, false],
  ["staging", true, true],
  ["production", true, true],
  ["local", true, true],
])("%s delivers to Sentry: %s, to Datadog: %s", (name, sentry, datadog) => {
  const config = named(name);

  expect([config.sentry !== undefined, config.datadog !== undefined]).toEqual([sentry, datadog]);
});

test("the local environment has a placeholder account and uses basic authentication", () => {
  const config = named("local");

  expect(config).toMatchObject({ account: "000000000000", region: "us-east-1", deletionProtection: false });
  expect(domainOf(config).authentication).toEqual({
    kind: "basic",
    secretName: "inventorysync/local/search-engine",
  });
});

describe("LOCAL_TOPOLOGY", () => {
  const load = async (topology: string | undefined) => {
    jest.resetModules();
    if (topology !== undefined) process.env["LOCAL_TOPOLOGY"] = topology;
    const { loadEnvironments: loadAgain } = await import("../../config");
    return loadAgain({ only: ["local"] })[0]?.forwarding.topology;
  };
  afterEach(() => {
    delete process.env["LOCAL_TOPOLOGY"];
  });

  test.each([
    ["kinesis", "kinesis"],
    [undefined, "direct"],
  ])("%s makes the local environment's topology %s", async (set, topology) => {
    await expect(load(set)).resolves.toBe(topology);
  });

  test("is validated like any other setting", async () => {
    await expect(load("pigeon")).rejects.toThrow("forwarding.topology");
  });
});

describe("LOCAL_DATADOG_INTAKE_URL", () => {
  const load = async (url: string | undefined) => {
    jest.resetModules();
    if (url === undefined) delete process.env["LOCAL_DATADOG_INTAKE_URL"];
    else process.env["LOCAL_DATADOG_INTAKE_URL"] = url;
    const { default: local } = await import("../../config/environments/local");
    return local.datadog?.intakeUrl;
  };
  afterEach(() => {
    delete process.env["LOCAL_DATADOG_INTAKE_URL"];
  });

  test("sets the intake URL of the local environment", async () => {
    await expect(load("http://127.0.0.1:4000")).resolves.toBe("http://127.0.0.1:4000");
  });

  test("is optional", async () => {
    await expect(load(undefined)).resolves.toBe(DEFAULT_DATADOG_INTAKE_URL);
  });
});
