import {
  type Alarm,
  alarmForm,
  alarmName,
  ALARMS,
  conditionAlarmIds,
  conditionsOf,
  runbookAddress,
  topicNameOfAlarm,
  type WatchedMetric,
} from "../../../catalog";
import { alarmsOf, type EnvironmentConfig } from "../../../config";
import { productionIn } from "../../fixtures/forwarding";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  type Synthesized,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";

/** Source: Amazon CloudWatch API Reference, "MetricDataQuery": metrics that the expression of an alarm can use. */
const MAX_METRICS = 10;
/** Source: Amazon CloudWatch API Reference, "PutCompositeAlarm", AlarmRule. */
const MAX_RULE_CHARACTERS = 10_240;

type Properties = Readonly<Record<string, unknown>>;

function deployed(synthesized: Synthesized): ReadonlyMap<string, Properties> {
  return new Map(
    resources(synthesized).flatMap(({ Type, Properties = {} }) =>
      Type === "AWS::CloudWatch::Alarm" || Type === "AWS::CloudWatch::CompositeAlarm"
        ? [[String(Properties["AlarmName"]), Properties] as const]
        : [],
    ),
  );
}

const ALL: readonly (readonly [string, Synthesized])[] = [
  ...ENVIRONMENT_NAMES.map((name) => [name, synthesize(name)] as const),
  ["production in topology direct", productionIn("direct")],
];

describe.each(ALL)("in %s", (_, synthesized) => {
  const { config } = synthesized;
  const found = deployed(synthesized);
  const rows = alarmsOf(config);
  const nameOf = (id: string) => alarmName(config.environment, id);
  const topicOf = (alarm: Alarm) => {
    const TopicName = topicNameOfAlarm(config.environment, alarm);
    const { Monitoring } = synthesized.templates;
    const [topic] = Object.keys(Monitoring.findResources("AWS::SNS::Topic", { Properties: { TopicName } }));
    return topic;
  };

  test("the alarms are those of the catalogue, and the conditions of the composite ones", () => {
    expect([...found.keys()].toSorted()).toEqual(
      rows.flatMap((row) => [row.id, ...conditionAlarmIds(row)].map(nameOf)).toSorted(),
    );
  });

  test.each(rows.map((row) => [row.id, row] as const))(
    "%s notifies its topic in the states ALARM and OK, and names its severity and its article",
    (id, row) => {
      const { severity, description } = row;
      const alarm = found.get(nameOf(id));
      const topic = topicOf(row);
      expect(topic).toBeDefined();
      expect(alarm).toMatchObject({ AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }] });
      expect(alarm?.["ActionsEnabled"]).not.toBe(false);
      expect(alarm?.["AlarmDescription"]).toBe(
        `${config.environment}, ${severity}: ${description}. What to do: ${runbookAddress(id, config.alarms.runbookUrl)}`,
      );
    },
  );

  test("the conditions of a composite alarm do not notify: the composite alarm does", () => {
    for (const id of rows.flatMap(conditionAlarmIds)) {
      expect(found.get(nameOf(id))).not.toHaveProperty("AlarmActions");
      expect(found.get(nameOf(id))).not.toHaveProperty("OKActions");
    }
  });

  test("missing data means what the catalogue says, and never INSUFFICIENT_DATA", () => {
    for (const row of rows) {
      const evaluated = conditionAlarmIds(row);
      const alarms = (evaluated.length > 0 ? evaluated : [row.id]).map((id) => found.get(nameOf(id)));
      expect(alarms.map((alarm) => alarm?.["TreatMissingData"])).toEqual(
        conditionsOf(row).map(({ treatMissingData }) => treatMissingData),
      );
    }
  });

  // A metric without data, such as that of a function that never failed, leaves an alarm in INSUFFICIENT_DATA if the
  // alarm treats missing data as "missing", the default, or as "ignore". Source: Amazon CloudWatch User Guide,
  // "Configuring how CloudWatch alarms treat missing data". A composite alarm is OK unless its rule is true.
  test("every metric alarm of the template has a state while its metric has no data", () => {
    const metricAlarms = [...found].filter(([, alarm]) => alarm["AlarmRule"] === undefined);
    expect(metricAlarms.length).toBeGreaterThan(0);
    for (const [name, { TreatMissingData }] of metricAlarms)
      expect([name, ["notBreaching", "breaching"].includes(String(TreatMissingData))]).toEqual([name, true]);
  });

  test("missing data is a breach only of metrics that a healthy system always reports", () => {
    const breaching = rows.flatMap(conditionsOf).filter((each) => each.treatMissingData === "breaching");
    for (const { metric } of breaching)
      expect(ALWAYS_REPORTED).toContain(`${metric.source} ${"name" in metric ? metric.name : ""}`);
  });

  test("every alarm of the template notifies, or is a condition of one that does", () => {
    const rules = rows
      .filter((row) => alarmForm(row).kind === "composite")
      .map((row) => ruleOf(synthesized, found.get(nameOf(row.id))));
    for (const [name, alarm] of found) {
      const notifies = (alarm["AlarmActions"] as readonly unknown[] | undefined)?.length === 1;
      expect([name, notifies || rules.some((rule) => rule.includes(`ALARM("${name}")`))]).toEqual([
        name,
        true,
      ]);
    }
  });

  test("no alarm evaluates more metrics than CloudWatch accepts", () => {
    for (const alarm of found.values()) {
      const metrics = (alarm["Metrics"] ?? []) as readonly { readonly MetricStat?: unknown }[];
      expect(metrics.filter(({ MetricStat }) => MetricStat).length).toBeLessThanOrEqual(MAX_METRICS);
    }
  });

  test("a composite alarm is active while all conditions of one of its lists are met", () => {
    for (const row of rows) {
      const form = alarmForm(row);
      if (form.kind === "metric") continue;
      const rule = ruleOf(synthesized, found.get(nameOf(row.id)));
      const disjunction = form.anyOf.map((all) => {
        const names = all.map(({ name }) => nameOf(`${row.id}-${name}`));
        return `(${names.map((name) => `ALARM("${name}")`).join(" AND ")})`;
      });
      expect(rule).toBe(`(${disjunction.join(" OR ")})`);
      expect(rule.length).toBeLessThanOrEqual(MAX_RULE_CHARACTERS);
    }
  });

  test("an alarm that another explains is suppressed by it", () => {
    for (const row of rows) {
      const form = alarmForm(row);
      const suppressor = form.kind === "composite" ? form.suppressedBy : undefined;
      const alarm = found.get(nameOf(row.id));
      expect(nameOfArn(synthesized, alarm?.["ActionsSuppressor"])).toBe(suppressor && nameOf(suppressor));
      expect(alarm?.["ActionsSuppressorWaitPeriod"]).toBe(suppressor && 120);
      expect(alarm?.["ActionsSuppressorExtensionPeriod"]).toBe(suppressor && 600);
    }
  });
});

/** By source and name. Only an environment with continuous traffic has the steady log. */
const ALWAYS_REPORTED = ["steady-log IncomingLogEvents", "domain Nodes", "archive manifests"];

/** The rule with names instead of references. */
function ruleOf(synthesized: Synthesized, alarm: Properties | undefined): string {
  const { "Fn::Join": [, parts] = ["", []] } = alarm?.["AlarmRule"] as {
    readonly "Fn::Join"?: readonly [string, readonly unknown[]];
  };
  return parts.map((part) => (typeof part === "string" ? part : nameOfArn(synthesized, part))).join("");
}

/** The name of the alarm whose ARN a template refers to. */
function nameOfArn({ templates }: Synthesized, reference: unknown): string | undefined {
  const [id] =
    (reference as { readonly "Fn::GetAtt"?: readonly [string, "Arn"] } | undefined)?.["Fn::GetAtt"] ?? [];
  if (id === undefined) return undefined;
  const { Resources } = templates.Monitoring.toJSON() as {
    readonly Resources: Readonly<Record<string, { readonly Properties: { readonly AlarmName: string } }>>;
  };
  return Resources[id]?.Properties.AlarmName;
}

/** Metrics that exist in every environment. */
const ALWAYS: readonly WatchedMetric["source"][] = [
  "log",
  "log-group",
  "percent",
  "percentile",
  "notifier",
  "undelivered-queue",
];

test("an environment without a domain, sinks and webhooks has only the alarms on its logs, notifications and bill", () => {
  const config = configWithSinks("local");
  const withoutWebhooks = { ...config, alarms: { ...config.alarms, notify: [] } };
  const names = [...deployed(synthesizeWith(withoutWebhooks)).keys()];
  const expected = ALARMS.filter((alarm) =>
    conditionsOf(alarm).every(({ metric }) => ALWAYS.includes(metric.source)),
  );
  expect(names.toSorted()).toEqual(
    expected
      .flatMap((alarm) => [alarm.id, ...conditionAlarmIds(alarm)])
      .map((id) => alarmName("local", id))
      .toSorted(),
  );
  expect(expected.map(({ id }) => id)).toContain("ingestion-budget");
});

test("the description of an alarm leads to its article under the URL of the runbook", () => {
  const runbookUrl = "https://runbook.example.com/runbook.md";
  const alarm = deployed(withAlarms({ runbookUrl })).get(alarmName("production", "domain-red"));
  expect(alarm?.["AlarmDescription"]).toMatch(
    / What to do: https:\/\/runbook\.example\.com\/runbook\.md#domain-red$/,
  );
});

test("only an environment with continuous traffic has the alarm on a silent log", () => {
  const has = (continuousTraffic: boolean) =>
    deployed(withAlarms({ continuousTraffic })).has(alarmName("production", "log-silent"));
  expect([has(true), has(false)]).toEqual([true, false]);
});

function withAlarms(changes: Partial<EnvironmentConfig["alarms"]>): Synthesized {
  const config = shippedConfig("production");
  return synthesizeWith({ ...config, alarms: { ...config.alarms, ...changes } });
}

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Namespace: string };
    readonly Period: number;
    readonly Stat: string;
  };
}

describe("in production", () => {
  const found = deployed(synthesize("production"));
  const alarmOf = (id: string): Properties => found.get(alarmName("production", id)) ?? {};
  const queriesOf = (id: string) => alarmOf(id)["Metrics"] as readonly MetricQuery[];
  const metricsOf = (id: string) =>
    queriesOf(id).flatMap(({ Id, MetricStat }) =>
      MetricStat ? [`${Id}: ${MetricStat.Metric.MetricName} ${MetricStat.Stat} ${MetricStat.Period}`] : [],
    );
  const expressionOf = (id: string) => queriesOf(id).flatMap(({ Expression }) => Expression ?? []);

  test.each([
    [
      "error-ratio-condition",
      ["IF(part0 >= 20, 100 * (part0) / (whole0), 0)"],
      ["part0: ApplicationErrors Sum 300", "whole0: IncomingLogEvents Sum 300"],
      5,
    ],
    [
      "webhook-failures",
      ["IF(part0 >= 10, 100 * (part0) / (whole0 + whole1), 0)"],
      [
        "part0: FailedWebhooks Sum 300",
        "whole0: ProcessedWebhooks Sum 300",
        "whole1: FailedWebhooks Sum 300",
      ],
      10,
    ],
    [
      "cache-collapse",
      ["IF(part0 >= 100, 100 * (part0) / (whole0 + whole1), 0)"],
      ["part0: CacheMisses Sum 300", "whole0: CacheHits Sum 300", "whole1: CacheMisses Sum 300"],
      80,
    ],
    [
      "latency-p95-condition",
      ["IF(count >= 100, percentile, 0)"],
      ["count: RequestDuration SampleCount 300", "percentile: RequestDuration p95 300"],
      1_000,
    ],
    [
      "availability-burn-fast-1h",
      ["IF(part0 >= 10, 100 * (part0) / (whole0), 0)"],
      ["part0: FailedRequests Sum 3600", "whole0: Requests Sum 3600"],
      1.44,
    ],
    [
      "availability-burn-fast-5m",
      ["IF(part0 >= 1, 100 * (part0) / (whole0), 0)"],
      ["part0: FailedRequests Sum 300", "whole0: Requests Sum 300"],
      1.44,
    ],
    [
      "latency-burn-slow-3d",
      ["IF(part0 >= 10, 100 * (part0) / (whole0), 0)"],
      ["part0: SlowRequests Sum 259200", "whole0: Requests Sum 259200"],
      1,
    ],
    [
      "ingestion-budget",
      ["SUM([m0, m1, m2, m3])"],
      [0, 1, 2, 3].map((index) => `m${index}: IncomingBytes Sum 86400`),
      10 * 2 ** 30,
    ],
    [
      "delivery-errors",
      ["SUM([m0, m1, m2, m3])"],
      [0, 1, 2, 3].map((index) => `m${index}: DeliveryErrors Sum 300`),
      1,
    ],
    [
      "forwarder-duration",
      ["MAX([m0, m1, m2])"],
      [0, 1, 2].map((index) => `m${index}: Duration Maximum 300`),
      96_000,
    ],
  ])("%s evaluates %s", (id, expression, metrics, threshold) => {
    expect(expressionOf(id)).toEqual(expression);
    expect(metricsOf(id)).toEqual(metrics);
    expect(alarmOf(id)).toMatchObject({
      Threshold: threshold,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
  });

  test("the alarms about webhooks watch every webhook", () => {
    const notify = ["one", "other"].map((name) => ({
      ...{ kind: "webhook" as const, name, format: "json" as const },
      severities: ["page" as const],
    }));
    const synthesized = withAlarms({ notify });
    const metricsOfAlarm = (id: string) => {
      const metrics = deployed(synthesized).get(alarmName("production", id))?.["Metrics"] as
        readonly MetricQuery[] | undefined;
      return (metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
    };
    expect(metricsOfAlarm("notification-webhook-errors")).toEqual(["Errors", "Errors"]);
    expect(metricsOfAlarm("notification-webhook-delayed-condition").toSorted()).toEqual([
      ...["ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesNotVisible"],
      ...["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesVisible"],
    ]);
    expect(metricsOfAlarm("notification-webhook-dead-letters")).toEqual([
      ...["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesVisible"],
    ]);
  });

  test("a lost node is one less than the configured data nodes and master nodes", () => {
    expect(alarmOf("domain-node-lost-condition")).toMatchObject({
      ...{ Namespace: "AWS/ES", MetricName: "Nodes", Statistic: "Minimum", Threshold: 6 },
      ComparisonOperator: "LessThanThreshold",
    });
  });

  test("a silent log is half an hour without a line", () => {
    expect(alarmOf("log-silent")).toMatchObject({
      ...{ Namespace: "AWS/Logs", MetricName: "IncomingLogEvents", Threshold: 1, Period: 300 },
      ...{ EvaluationPeriods: 6, DatapointsToAlarm: 6, ComparisonOperator: "LessThanThreshold" },
    });
  });

  test("without a deploy window nothing is muted", () => {
    synthesize("production").templates.Monitoring.resourceCountIs("AWS::CloudWatch::AlarmMuteRule", 0);
  });

  test("a deploy window mutes the alarms that a deployment can raise", () => {
    const synthesized = withAlarms({
      deployWindow: { cron: "0 14 * * TUE", timezone: "Europe/Berlin", minutes: 90 },
    });
    const [rule, ...others] = resources(synthesized, "AWS::CloudWatch::AlarmMuteRule");
    expect(others).toEqual([]);
    expect(rule?.Properties).toMatchObject({
      Name: "inventorysync-production-deploy-window",
      Rule: {
        Schedule: { Expression: "cron(0 14 * * TUE)", Duration: "PT1H30M", Timezone: "Europe/Berlin" },
      },
    });
    const { AlarmNames } = rule?.Properties?.["MuteTargets"] as { readonly AlarmNames: readonly unknown[] };
    const muted = alarmsOf(synthesized.config).filter(({ mutedInDeployWindows }) => mutedInDeployWindows);
    expect(muted.length).toBeGreaterThan(0);
    expect(AlarmNames).toHaveLength(muted.length);
  });
});
