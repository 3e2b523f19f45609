import type { CostRow } from "../../../../../ops/cost/estimate";
import { HOURS_PER_MONTH } from "../../../../../ops/cost/estimate/month";
import { SERVICE_COSTS } from "../../../../../ops/cost/estimate/services";
import { pricesOf } from "../../../../../ops/cost/prices";
import { TOPOLOGIES } from "../../../../fixtures/forwarding";
import { withLogAlarms } from "../../../../fixtures/log-alarms";
import { vpcOf } from "../../../../fixtures/search";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  type Synthesized,
  synthesizeWith,
} from "../../../../fixtures/stacks";
import { workloadOf } from "../../../../fixtures/workload";

const CONFIGS = [
  ...ENVIRONMENT_NAMES.flatMap((name) =>
    TOPOLOGIES.map((topology) => {
      const config = shippedConfig(name);
      return [`${name}, ${topology}`, { ...config, forwarding: { ...config.forwarding, topology } }] as const;
    }),
  ),
  [
    "production in a VPC with a NAT gateway",
    { ...shippedConfig("production"), search: vpcOf("nat") },
  ] as const,
  ["production in a VPC without egress", { ...shippedConfig("production"), search: vpcOf("none") }] as const,
  ["production with log alarms", withLogAlarms("production")] as const,
  ["production without a sink", configWithSinks("production")] as const,
  ["production with Sentry only", configWithSinks("production", "sentry")] as const,
];

/** What an estimate counts must be what the stacks create. */
describe.each(CONFIGS)("in %s", (_, config) => {
  const synthesized = synthesizeWith(config);
  const rows = SERVICE_COSTS.flatMap((costOf) =>
    costOf(config, workloadOf({ application: 1 }), pricesOf("us-east-1")),
  );
  const quantityOf = (service: CostRow["service"], item: string) =>
    rows.find((row) => row.service === service && row.item.startsWith(item))?.quantity ?? 0;

  test("every metric of every alarm is counted", () => {
    const alarms = resources(synthesized, "AWS::CloudWatch::Alarm");
    const metrics = alarms.map(({ Properties = {} }) => metricsOf(Properties));
    expect(quantityOf("CloudWatch", "metrics of")).toBe(metrics.reduce((sum, count) => sum + count, 0));
    expect(rows.some(({ item }) => item === `metrics of ${alarms.length} alarms`)).toBe(true);
  });

  test("the scans of every log alarm are counted", () => {
    const logAlarms = resources(synthesized, "AWS::CloudWatch::LogAlarm").length;
    const [scans] = rows.filter(({ item }) => item.startsWith("queries of"));
    expect(scans?.item).toBe(logAlarms === 0 ? undefined : `queries of ${logAlarms} log alarms`);
    // The workload has lines in the application log only, which one of the log alarms reads.
    const ingested = quantityOf("CloudWatch Logs", "ingestion of the logs");
    expect(scans?.quantity).toBe(logAlarms === 0 ? undefined : ingested);
  });

  test("every composite alarm is counted", () => {
    expect(quantityOf("CloudWatch", "composite alarms")).toBe(
      resources(synthesized, "AWS::CloudWatch::CompositeAlarm").length,
    );
  });

  test.each([
    ["KMS", "keys", "AWS::KMS::Key"],
    ["Secrets Manager", "secrets", "AWS::SecretsManager::Secret"],
  ] as const)("of %s, the %s are counted", (service, item, type) => {
    expect(quantityOf(service, item)).toBe(resources(synthesized, type).length);
  });

  test("the NAT gateway, and every zone of every interface endpoint, are counted", () => {
    const endpoints = resources(synthesized, "AWS::EC2::VPCEndpoint").flatMap(
      ({ Properties }) => (Properties?.["SubnetIds"] ?? []) as readonly unknown[],
    );
    expect(quantityOf("VPC", "NAT gateway")).toBe(
      HOURS_PER_MONTH * resources(synthesized, "AWS::EC2::NatGateway").length,
    );
    expect(quantityOf("VPC", "3 endpoints")).toBe(HOURS_PER_MONTH * endpoints.length);
  });

  test("the dashboard and the trail are counted", () => {
    expect(quantityOf("CloudWatch", "dashboards")).toBe(
      resources(synthesized, "AWS::CloudWatch::Dashboard").length,
    );
    expect(rows.some(({ service }) => service === "CloudTrail")).toBe(
      resources(synthesized, "AWS::CloudTrail::Trail").length > 0,
    );
  });

  test("every function is counted, except those that run only after failures or in the first deployment", () => {
    const counted = rows.flatMap(({ item }) => /^requests of (\S+)$/.exec(item)?.[1] ?? []);
    const names = [...memoryOf(synthesized).keys()].filter(
      (name) => !name.startsWith("replay") && name !== "default-security-group",
    );
    expect(counted.toSorted()).toEqual(names.toSorted());
  });

  test("the functions that run without any log line are counted with their memory", () => {
    const memory = memoryOf(synthesized);
    const computes = rows.filter(({ item, fixed }) => fixed && item.startsWith("duration × memory of"));
    expect(computes.length).toBeGreaterThan(0);
    for (const { item, quantity } of computes) {
      const { name = "", ms = "" } = /memory of (?<name>\S+), (?<ms>\d+) ms each$/.exec(item)?.groups ?? {};
      const invocations = quantityOf("Lambda", `requests of ${name}`) * 1e6;
      expect((quantity * 1_024 * 1_000) / (invocations * Number(ms))).toBeCloseTo(memory.get(name) ?? NaN, 6);
    }
  });

  test("the streams, what the forwarders read of them, and the forwarders are counted", () => {
    const streams = resources(synthesized, "AWS::Kinesis::Stream").length;
    const mappings = resources(synthesized, "AWS::Lambda::EventSourceMapping").filter(
      ({ Properties }) => Properties?.["StartingPosition"] !== undefined,
    );
    const [hours] = rows.filter(({ item }) => item === `${streams} streams`);
    expect(hours?.quantity).toBe(streams === 0 ? undefined : streams * HOURS_PER_MONTH);
    expect(quantityOf("KMS", "requests of the streams")).toBeCloseTo(
      ((streams + mappings.length) * HOURS_PER_MONTH * 12) / 10_000,
      9,
    );
    expect(rows.filter(({ item }) => item.startsWith("requests of forwarder"))).toHaveLength(
      forwardersOf(synthesized).length,
    );
  });
});

/** A metric of an expression is one entry with MetricStat; an alarm on one metric has none. */
function metricsOf({ Metrics }: Readonly<Record<string, unknown>>): number {
  const entries = (Metrics ?? [{ MetricStat: {} }]) as readonly { readonly MetricStat?: unknown }[];
  return entries.filter(({ MetricStat }) => MetricStat !== undefined).length;
}

function forwardersOf(synthesized: Synthesized) {
  return resources(synthesized, "AWS::Lambda::Function").filter(({ Properties }) =>
    String(Properties?.["Description"]).startsWith("redacts the logs of"),
  );
}

/** The memory of each function in MiB, by the last part of the name of its log group. */
function memoryOf(synthesized: Synthesized): ReadonlyMap<string, number> {
  const groups = new Map(
    resources(synthesized, "AWS::Logs::LogGroup").map(({ id, Properties }) => [
      id,
      String(Properties?.["LogGroupName"]),
    ]),
  );
  return new Map(
    resources(synthesized, "AWS::Lambda::Function").map(({ id, Properties }) => {
      const { LogGroup } = Properties?.["LoggingConfig"] as { readonly LogGroup: { readonly Ref: string } };
      const [stack = ""] = id.split("/");
      const group = groups.get(`${stack}/${LogGroup.Ref}`);
      return [group?.split("/").at(-1) ?? "", Number(Properties?.["MemorySize"])];
    }),
  );
}
