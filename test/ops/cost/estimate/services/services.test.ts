import type { LOGS } from "../../../../../catalog";
import type { EnvironmentConfig } from "../../../../../config";
import type { CostRow, Workload } from "../../../../../ops/cost/estimate";
import { SERVICE_COSTS } from "../../../../../ops/cost/estimate/services";
import { pricesOf } from "../../../../../ops/cost/prices";
import { domainOf, vpcOf, withBastion } from "../../../../fixtures/search";
import { configWithSinks, shippedConfig } from "../../../../fixtures/stacks";
import { workloadOf } from "../../../../fixtures/workload";

const PRICES = pricesOf("us-east-1");
const production = shippedConfig("production");
const direct: EnvironmentConfig = {
  ...production,
  forwarding: { ...production.forwarding, topology: "direct" },
};

/** GiB a day that make 30 GiB in a month of 730 hours. */
const ONE_GIB_PER_DAY_OF_30 = 30 / (730 / 24);

function rowsOf(
  service: CostRow["service"],
  config: EnvironmentConfig,
  workload: Workload,
): readonly CostRow[] {
  return SERVICE_COSTS.flatMap((costOf) => costOf(config, workload, PRICES)).filter(
    (row) => row.service === service,
  );
}

/** The cost of the row whose item begins with this text. */
function usdOf(service: CostRow["service"], item: string, config: EnvironmentConfig, workload: Workload) {
  return rowsOf(service, config, workload).find((row) => row.item.startsWith(item))?.usd;
}

describe("CloudWatch Logs", () => {
  const workload = workloadOf({ application: ONE_GIB_PER_DAY_OF_30 });

  // Source: Amazon CloudWatch pricing, example "Monitor with logs": 30 GB at 0.50 USD, of which 5 GB are free.
  test("30 GiB cost 12.50 USD, and 2.50 USD for the part that the example of AWS has free", () => {
    expect(usdOf("CloudWatch Logs", "ingestion of the logs", production, workload)).toBeCloseTo(
      12.5 + 5 * 0.5,
      6,
    );
  });

  test("data protection scans every ingested byte", () => {
    expect(usdOf("CloudWatch Logs", "data protection of the logs", production, workload)).toBeCloseTo(
      30 * 0.12,
      6,
    );
  });

  // Source: AWS Pricing Calculator: GB × 0.15 storage compression factor × retention × 0.03 USD.
  test.each([
    ["application", 30, 1 * 30 * 0.15 * 0.03],
    ["audit", 731, 1 * 731 * 0.15 * 0.03],
  ] as const)("1 GiB a day of %s, kept %d days, costs %d USD", (log, days, usd) => {
    const item = `storage of ${log}, ${days} days`;
    expect(usdOf("CloudWatch Logs", item, production, workloadOf({ [log]: 1 }))).toBeCloseTo(usd, 6);
  });
});

describe("Lambda", () => {
  // 1 GiB a day in payloads of at most 1 MiB: 1,024 payloads, but one host flushes 17,280 times.
  test("topology direct has one forwarder, with an invocation for each flush of a host", () => {
    const rows = rowsOf("Lambda", direct, { ...workloadOf({ application: 1 }), invocationMs: 100 }).filter(
      ({ item }) => item.includes("forwarder"),
    );
    expect(
      rows.map(({ item, quantity, unit }) => ({ item, quantity: Number(quantity.toPrecision(6)), unit })),
    ).toEqual([
      { item: "requests of forwarder", quantity: 0.5256, unit: "million requests" },
      { item: "duration × memory of forwarder, 100 ms each", quantity: 52_560, unit: "GiB-second" },
    ]);
  });

  test("from 16.875 GiB a day of a log, its payloads are as large as possible", () => {
    const [requests] = rowsOf("Lambda", direct, workloadOf({ application: 100 }));
    expect(requests?.quantity).toBeCloseTo((100 * 1_024 * (730 / 24)) / 1e6, 9);
  });

  // Source: AWS Lambda pricing, Arm: 3 million requests of 120 ms with 1,536 MB, without the free tier.
  test("3 million requests of 120 ms with 1,536 MiB cost 0.60 USD and 7.20 USD", () => {
    const config = { ...direct, forwarding: { ...direct.forwarding, memoryMiB: 1_536 } };
    const linesPerDay = 3e6 / (730 / 24);
    const volumes = {
      ...workloadOf({}).volumes,
      application: { linesPerDay, bytesPerDay: 100 * linesPerDay },
    };
    const [requests, compute] = rowsOf("Lambda", config, {
      volumes,
      hosts: 1_000,
      errorShare: 0,
      invocationMs: 120,
    });
    expect(requests?.usd).toBeCloseTo(0.6, 6);
    expect(compute?.usd).toBeCloseTo(540_000 * 0.000_013_333_4, 6);
  });

  test("topology kinesis has a forwarder for each sink", () => {
    const items = rowsOf("Lambda", production, workloadOf({ application: 1 })).map(({ item }) => item);
    for (const sink of ["opensearch", "sentry", "datadog"])
      expect(items).toContain(`requests of forwarder-${sink}`);
  });

  test("a batch of Kinesis records holds at most batchSize records", () => {
    const { forwarding } = production;
    const config = {
      ...production,
      forwarding: { ...forwarding, kinesis: { ...forwarding.kinesis, batchSize: 1 } },
    };
    const workload = { ...workloadOf({ application: 10_000 }), hosts: 1 };
    expect(rowsOf("Lambda", config, workload)[0]?.quantity).toBeCloseTo(
      (10_000 * 1_024 * (730 / 24)) / 1e6,
      6,
    );
  });
});

describe("Kinesis Data Streams", () => {
  // 100 GiB a day are 102,400 records of 1 MiB, compressed to 125,829.12 bytes: 123 KiB as billed.
  const gib = (102_400 * 123) / 1_024 / 1_024;
  const workload = workloadOf({ application: 100 });

  test.each([
    ["4 streams", 4 * 730 * 0.04],
    ["data written", gib * (730 / 24) * 0.08],
    ["data read by 3 forwarders", 3 * gib * (730 / 24) * 0.04],
    ["retention of 168 hours, up to 7 days", 6 * gib * 0.1],
  ])("%s", (item, usd) => {
    expect(usdOf("Kinesis Data Streams", item, production, workload)).toBeCloseTo(usd, 4);
  });

  test("a forwarder reads only the logs that its sink receives", () => {
    const audit = workloadOf({ audit: 100 });
    expect(usdOf("Kinesis Data Streams", "data read by 3 forwarders", production, audit)).toBeCloseTo(
      gib * (730 / 24) * 0.04,
      4,
    );
  });

  test("retention beyond 7 days has its own price", () => {
    const { forwarding } = production;
    const config = {
      ...production,
      forwarding: { ...forwarding, kinesis: { ...forwarding.kinesis, retentionHours: 240 } },
    };
    expect(usdOf("Kinesis Data Streams", "retention of 240 hours, beyond", config, workload)).toBeCloseTo(
      3 * gib * 0.023,
      4,
    );
  });

  test("a record is billed as at least 1 KiB", () => {
    const volumes = {
      ...workloadOf({}).volumes,
      application: { linesPerDay: 1_024, bytesPerDay: 1_024 * 10 },
    };
    const written = rowsOf("Kinesis Data Streams", production, { volumes, hosts: 1, errorShare: 0 }).find(
      ({ item }) => item === "data written",
    );
    expect(written?.quantity).toBeCloseTo((1 / 1_024) * (730 / 24), 9);
  });

  test.each([
    ["topology direct", direct],
    ["an environment without a sink", configWithSinks("production")],
  ])("%s has none", (_, config) => {
    expect(rowsOf("Kinesis Data Streams", config, workload)).toEqual([]);
  });
});

test("OpenSearch Service: data nodes, master nodes and volumes, whatever the volume of logs", () => {
  const rows = rowsOf("OpenSearch Service", production, workloadOf({ application: 100 }));
  expect(rows.map(({ item, usd, fixed }) => [item, Number(usd.toFixed(2)), fixed])).toEqual([
    ["data nodes, 3 × r7g.large.search", 389.82, true],
    ["dedicated master nodes, 3 × m7g.large.search", 295.65, true],
    ["gp3 volumes, 3 × 200 GiB", 73.2, true],
  ]);
});

describe("VPC", () => {
  const inVpc = (config: EnvironmentConfig, egress: "nat" | "none") => ({ ...config, search: vpcOf(egress) });
  const workload = workloadOf({ application: 10 });

  test("egress none: three endpoints in three zones cost 65.70 USD", () => {
    expect(rowsOf("VPC", inVpc(production, "none"), workload).map(({ usd }) => usd)).toEqual([
      expect.closeTo(3 * 3 * 730 * 0.01, 6),
    ]);
  });

  test("egress nat: a NAT gateway with its address, and in topology direct the data to Datadog", () => {
    expect(usdOf("VPC", "NAT gateway", inVpc(direct, "nat"), workload)).toBeCloseTo(32.85, 6);
    expect(usdOf("VPC", "public IPv4", inVpc(direct, "nat"), workload)).toBeCloseTo(3.65, 6);
    expect(usdOf("VPC", "data to", inVpc(direct, "nat"), workload)).toBeGreaterThan(1);
    expect(usdOf("VPC", "data to", inVpc(production, "nat"), workload)).toBe(0);
  });

  test("a bastion: the instance and its volume, and without a NAT gateway its endpoints", () => {
    const isolated = rowsOf("EC2", withBastion("none"), workload).map(({ usd }) => usd);
    expect(isolated).toEqual([expect.closeTo(730 * 0.0042, 6), expect.closeTo(8 * 0.08, 6)]);
    expect(usdOf("VPC", "2 endpoints of the bastion", withBastion("none"), workload)).toBeCloseTo(
      2 * 3 * 730 * 0.01,
      6,
    );
    expect(usdOf("VPC", "NAT gateway", withBastion("nat"), workload)).toBeCloseTo(32.85, 6);
    expect(rowsOf("EC2", production, workload)).toEqual([]);
  });

  test("a public domain costs nothing", () => {
    const search = { ...domainOf("production"), network: { kind: "public" as const } };
    expect(rowsOf("VPC", { ...production, search }, workload)).toEqual([]);
  });
});

describe("KMS and Secrets Manager", () => {
  test("four keys, of which two are of the archive, and three secrets", () => {
    expect(usdOf("KMS", "keys", production, workloadOf({}))).toBe(4);
    expect(usdOf("Secrets Manager", "secrets", production, workloadOf({}))).toBeCloseTo(1.2, 6);
  });

  test("an environment without a sink has one key and no secret", () => {
    const config = configWithSinks("production");
    expect(usdOf("KMS", "keys", config, workloadOf({}))).toBe(1);
    expect(rowsOf("Secrets Manager", config, workloadOf({}))).toEqual([]);
  });

  test("a busy forwarder reads the hash key every five minutes in each execution environment", () => {
    const busy = { ...workloadOf({ application: 1_000 }), invocationMs: 2_000 };
    // 1,024,000 invocations of 2 s are 23.7 at a time.
    const reads = ((1_024_000 * 2) / 86_400) * 288 * (730 / 24);
    expect(usdOf("Secrets Manager", "requests", direct, busy)).toBeCloseTo((reads / 10_000) * 0.05, 6);
  });

  test("an idle forwarder reads the hash key at most once for each invocation", () => {
    const volumes = { ...workloadOf({}).volumes, application: { linesPerDay: 10, bytesPerDay: 1_000 } };
    const requests = rowsOf("Secrets Manager", direct, { volumes, hosts: 1, errorShare: 0 }).find(
      ({ item }) => item.startsWith("requests"),
    );
    expect(requests?.quantity).toBeCloseTo((10 * (730 / 24)) / 10_000, 9);
  });
});

test("data transfer: what Datadog receives, compressed, and only of the logs that it receives", () => {
  const usd = (log: (typeof LOGS)[number]["id"]) =>
    usdOf("Data transfer", "logs to Datadog", production, workloadOf({ [log]: 1 }));
  expect(usd("application")).toBeCloseTo((730 / 24) * 0.12 * 0.09, 6);
  expect(usd("audit")).toBe(0);
});

describe("notifications", () => {
  const { alarms } = production;
  const withChannels = (...notify: EnvironmentConfig["alarms"]["notify"]) => ({
    ...production,
    alarms: { ...alarms, notify },
  });
  const [email] = alarms.notify.filter(({ kind }) => kind === "email");
  if (email === undefined) throw new Error("production notifies no address");
  const severities = email.severities;

  test("200 notifications are 400 requests, and an e-mail to each address", () => {
    const rows = rowsOf("SNS", withChannels(email, email), workloadOf({}));
    expect(rows.map(({ item, usd }) => [item, Number(usd.toPrecision(6))])).toEqual([
      ["requests for notifications", (400 / 1e6) * 0.5],
      ["e-mails", (400 / 1e5) * 2],
      ["deliveries to Slack", 0],
    ]);
  });

  test("Slack is notified over HTTPS", () => {
    const config = withChannels({
      kind: "slack",
      workspaceId: "T0MADEUP",
      channelId: "C0MADEUP",
      severities,
    });
    expect(usdOf("SNS", "deliveries to Slack", config, workloadOf({}))).toBeCloseTo((200 / 1e5) * 0.06, 9);
  });

  test("the notifier and each webhook run for each notification, without any log line", () => {
    const config = withChannels({ kind: "webhook", name: "pagerduty", format: "pagerduty", severities });
    const rows = rowsOf("Lambda", config, workloadOf({})).filter(({ item }) => item.startsWith("duration"));
    // 200 notifications of 2 s with 0.5 GiB and 0.25 GiB.
    expect(rows.filter(({ fixed }) => fixed).map(({ item, quantity }) => [item, quantity])).toEqual([
      ["duration × memory of archive-manifest, 5000 ms each", 1_825],
      ["duration × memory of notifier, 2000 ms each", 200],
      ["duration × memory of webhook-pagerduty, 2000 ms each", 100],
      ["duration × memory of search-content, 60000 ms each", 300],
    ]);
  });
});

describe("the trail", () => {
  const created: EnvironmentConfig = { ...production, audit: { trail: "create" } };

  test("of the account itself costs nothing", () => {
    const config: EnvironmentConfig = { ...production, archive: undefined, audit: { trail: "existing" } };
    expect([
      ...rowsOf("CloudTrail", config, workloadOf({})),
      ...rowsOf("S3", config, workloadOf({})),
    ]).toEqual([]);
  });

  test("of the deployment has the free copy of the management events", () => {
    const [events] = rowsOf("CloudTrail", created, workloadOf({}));
    expect(events).toMatchObject({ item: "management events, first copy", quantity: 15, usd: 0 });
  });

  test("keeps its log files as long as the audit log, and writes one every five minutes and a digest every hour", () => {
    const storage = (1.5e6 * 300 * (731 / (730 / 24))) / 1_024 ** 3;
    expect(usdOf("S3", "log files", created, workloadOf({}))).toBeCloseTo(storage * 0.023, 6);
    expect(usdOf("S3", "writes", created, workloadOf({}))).toBeCloseTo(((730 * 12 + 730) / 1_000) * 0.005, 6);
  });
});

describe("the audit archive", () => {
  // 30 GiB of lines in a month are 48 GiB of records, and a day of them 0.18 GiB of objects.
  const workload = workloadOf({ audit: ONE_GIB_PER_DAY_OF_30 });
  const storedPerDay = ONE_GIB_PER_DAY_OF_30 * 1.6 * 0.12;

  test("30 GiB of audit lines are 48 GiB of records for Firehose", () => {
    expect(usdOf("Data Firehose", "ingestion", production, workload)).toBeCloseTo(48 * 0.029, 6);
  });

  test("objects are in standard storage for 90 days, and in cold storage until their lock ends", () => {
    expect(usdOf("S3", "archived objects, 90 days", production, workload)).toBeCloseTo(
      storedPerDay * 90 * 0.023,
      6,
    );
    expect(usdOf("S3", "archived objects, day 90 to 1098", production, workload)).toBeCloseTo(
      storedPerDay * 1_008 * 0.004,
      6,
    );
  });

  test("each log with lines has an object every quarter of an hour", () => {
    const objects = 4 * 730;
    expect(usdOf("S3", "archived objects to cold storage", production, workload)).toBeCloseTo(
      (objects / 1_000) * 0.02,
      6,
    );
  });

  test("an environment without an archive pays nothing for it", () => {
    expect(rowsOf("Data Firehose", shippedConfig("staging"), workload)).toEqual([]);
  });
});
