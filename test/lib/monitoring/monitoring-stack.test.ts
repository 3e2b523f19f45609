import { Match } from "aws-cdk-lib/assertions";
import { alarmName, METRIC_NAMESPACE, SINK_NAMES } from "../../../catalog";
import { productionIn } from "../../fixtures/forwarding";
import {
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  type Synthesized,
  synthesizeWith,
} from "../../fixtures/stacks";

describe("in topology direct, with one function and one queue of each kind", () => {
  test.each([
    ["forwarder-errors", "Errors", "AWS/Lambda", "FunctionName"],
    ["forwarder-throttled", "Throttles", "AWS/Lambda", "FunctionName"],
    ["forwarder-event-age-condition", "AsyncEventAge", "AWS/Lambda", "FunctionName"],
    ["async-events-dropped", "AsyncEventsDropped", "AWS/Lambda", "FunctionName"],
    ["destination-delivery-failures", "DestinationDeliveryFailures", "AWS/Lambda", "FunctionName"],
    ["replay-errors", "Errors", "AWS/Lambda", "FunctionName"],
    ["replay-dead-letter-queue-not-empty", "ApproximateNumberOfMessagesVisible", "AWS/SQS", "QueueName"],
    ["on-failure-queue-not-empty", "ApproximateNumberOfMessagesVisible", "AWS/SQS", "QueueName"],
  ])("the alarm %s watches the metric %s", (id, MetricName, Namespace, Name) => {
    productionIn("direct").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: alarmName("production", id),
      Namespace,
      MetricName,
      Dimensions: [{ Name, Value: Match.anyValue() }],
    });
  });
});

describe("in topology kinesis, with a function and a queue of each kind for every sink", () => {
  test.each([
    ["forwarder-errors", "SUM", "Errors", 300],
    ["forwarder-throttled", "SUM", "Throttles", 300],
    ["kinesis-iterator-age-condition", "MAX", "IteratorAge", 300],
    ["destination-delivery-failures", "SUM", "DestinationDeliveryFailures", 300],
    ["replay-errors", "SUM", "Errors", 300],
    ["replay-dead-letter-queue-not-empty", "MAX", "ApproximateNumberOfMessagesVisible", 300],
  ])("%s is one alarm over the %s of the metric %s", (id, fn, name, period) => {
    const metrics = metricsOf(productionIn("kinesis"), id);
    expect(metrics.filter(({ Expression }) => Expression)).toMatchObject([
      { Expression: `${fn}([${SINK_NAMES.map((_, index) => `m${index}`).join(", ")}])` },
    ]);
    const watched = metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
    expect(watched).toHaveLength(SINK_NAMES.length);
    for (const { Metric, Period } of watched) {
      expect({ name: Metric.MetricName, Period }).toEqual({ name, Period: period });
    }
    expect(new Set(watched.map(({ Metric }) => JSON.stringify(Metric.Dimensions))).size).toBe(
      SINK_NAMES.length,
    );
  });
});

test.each(["direct", "kinesis"] as const)(
  "in topology %s the parking alarm counts visible and invisible messages",
  (topology) => {
    const metrics = metricsOf(productionIn(topology), "parking-age");
    const watched = metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    const queues = topology === "direct" ? 1 : SINK_NAMES.length;
    expect(metrics.find(({ Expression }) => Expression)?.Expression).toMatch(/^SUM\(\[/);
    for (const name of ["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"]) {
      expect(watched.filter(({ MetricName }) => MetricName === name)).toHaveLength(queues);
    }
    expect(watched).toHaveLength(2 * queues);
  },
);

test.each([
  ["async-events-dropped", "direct"],
  ["destination-delivery-failures", "direct"],
  ["destination-delivery-failures", "kinesis"],
] as const)("%s fires in topology %s at the first event, and not for missing data", (id, topology) => {
  productionIn(topology).templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
    AlarmName: alarmName("production", id),
    ...{ Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
    ...{ DatapointsToAlarm: 1, EvaluationPeriods: 1, TreatMissingData: "notBreaching" },
  });
});

test("an alarm for dropped asynchronous events exists only where functions are invoked asynchronously", () => {
  const alarms = productionIn("kinesis").templates.Monitoring.findResources("AWS::CloudWatch::Alarm", {
    Properties: { AlarmName: alarmName("production", "async-events-dropped") },
  });
  expect(alarms).toEqual({});
});

test.each(["direct", "kinesis"] as const)(
  "in topology %s every place where Lambda or SQS puts what it stops retrying is watched",
  (topology) => {
    const { Forwarding, Monitoring } = productionIn(topology).templates;
    const queueIds = (pattern: RegExp) =>
      Object.keys(Forwarding.findResources("AWS::SQS::Queue")).filter((id) => pattern.test(id));
    const watched = JSON.stringify(Monitoring.findResources("AWS::CloudWatch::Alarm"));
    const lastResorts = queueIds(/DeadLetterQueue|OnFailureQueue/);
    expect(lastResorts).toHaveLength(1 + (topology === "direct" ? 1 : SINK_NAMES.length));
    for (const id of lastResorts) expect(watched).toContain(id);
  },
);

test("the parking alarm fires after events have been parked for 15 minutes", () => {
  synthesize("production").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
    AlarmName: alarmName("production", "parking-age"),
    Threshold: 1,
    DatapointsToAlarm: 12,
    EvaluationPeriods: 15,
  });
});

describe("the error spike", () => {
  const { Monitoring } = synthesizeWith({
    ...shippedConfig("production"),
    alarms: { ...shippedConfig("production").alarms, errorSpike: 7 },
  }).templates;

  test("compares the sum over five minutes of the filter's metric with the environment's threshold", () => {
    const [filter] = Object.values(Monitoring.findResources("AWS::Logs::MetricFilter"));
    const [{ MetricName, MetricNamespace }] = (filter as MetricFilter).Properties.MetricTransformations;
    Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: alarmName("production", "error-spike"),
      Namespace: MetricNamespace,
      MetricName,
      Statistic: "Sum",
      Period: 300,
      Threshold: 7,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
  });

  test("has a separate metric in every environment", () => {
    const namespaces = ENVIRONMENT_NAMES.flatMap((name) =>
      Object.values(synthesize(name).templates.Monitoring.findResources("AWS::Logs::MetricFilter")),
    ).map((filter) => (filter as MetricFilter).Properties.MetricTransformations[0].MetricNamespace);
    expect(new Set(namespaces).size).toBe(ENVIRONMENT_NAMES.length);
  });
});

test("the alarm on a metric of the forwarder has the dimension of the metric", () => {
  synthesize("staging").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
    AlarmName: alarmName("staging", "redaction-failures"),
    Namespace: METRIC_NAMESPACE,
    MetricName: "RedactionFailures",
    Dimensions: [{ Name: "Environment", Value: "staging" }],
  });
});

test("the storage alarm fires when a node has less than a quarter of its volume free, in MiB", () => {
  synthesize("production").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
    AlarmName: alarmName("production", "domain-storage-low"),
    ComparisonOperator: "LessThanThreshold",
    Threshold: 200 * 1_024 * 0.25,
  });
});

test("missing data breaches the alarms on a silent log, the unreachable domain and a missing manifest, and no other", () => {
  const breaching = resources(synthesize("production"), "AWS::CloudWatch::Alarm")
    .filter(({ Properties }) => Properties?.["TreatMissingData"] === "breaching")
    .map(({ Properties }) => Properties?.["AlarmName"]);
  expect(breaching).toEqual([
    alarmName("production", "log-silent"),
    alarmName("production", "domain-unreachable"),
    alarmName("production", "archive-manifest-missing"),
  ]);
});

describe("a secret in a log", () => {
  const { Monitoring } = synthesize("production").templates;
  const [pattern = ""] = Object.values(Monitoring.findResources("AWS::Logs::MetricFilter"))
    .map((filter) => (filter as MetricFilter).Properties)
    .filter(({ MetricTransformations: [{ MetricName }] }) => MetricName === "LoggedSecrets")
    .map(({ FilterPattern }) => FilterPattern);

  test("is counted in the findings of data protection", () => {
    Monitoring.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern: pattern,
      LogGroupName: Match.objectLike({
        "Fn::GetStackOutput": { OutputName: Match.stringLikeRegexp("FindingsLogGroup") },
      }),
      MetricTransformations: [Match.objectLike({ MetricValue: "1", DefaultValue: 0 })],
    });
  });

  test("fires an alarm within five minutes", () => {
    Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: alarmName("production", "secrets-logged"),
      Namespace: "InventorySync/Logs/production",
      MetricName: "LoggedSecrets",
      Statistic: "Sum",
      Period: 300,
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: "notBreaching",
    });
  });
});

interface MetricQuery {
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Dimensions: unknown };
    readonly Period: number;
  };
}

/** The metrics of an alarm on a math expression. */
function metricsOf(synthesized: Synthesized, id: string): readonly MetricQuery[] {
  const alarm = resources(synthesized, "AWS::CloudWatch::Alarm").find(
    ({ Properties }) => Properties?.["AlarmName"] === alarmName("production", id),
  );
  return alarm?.Properties?.["Metrics"] as readonly MetricQuery[];
}

interface MetricFilter {
  readonly Properties: {
    readonly FilterPattern: string;
    readonly MetricTransformations: readonly [
      { readonly MetricName: string; readonly MetricNamespace: string },
    ];
  };
}
