import { Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { alarmName, ALARMS, METRIC_NAMESPACE, SINK_NAMES } from "../../../catalog";
import { productionIn } from "../../fixtures/forwarding";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  type Synthesized,
  synthesizeWith,
} from "../../fixtures/stacks";

/** Nothing invokes the forwarders of a stream, and those that are invoked read none. */
const NOT_IN = { direct: "kinesis-forwarder", kinesis: "direct-forwarder" } as const;

/** Source: Amazon CloudWatch Logs API Reference, "PutMetricFilter", filterPattern. */
const MAX_PATTERN_CHARACTERS = 1_024;

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);
  const alarms = resources(synthesized, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const rows = ALARMS.filter(
    ({ metric }) => metric.source !== NOT_IN[synthesized.config.forwarding.topology],
  );
  const [topic] = Object.keys(synthesized.templates.Monitoring.findResources("AWS::SNS::Topic"));

  test("every alarm of the catalogue is there that its topology has something to watch for", () => {
    expect(alarms.map((alarm) => alarm?.["AlarmName"])).toEqual(rows.map(({ id }) => alarmName(name, id)));
  });

  test("every alarm tells the topic when it goes off and when it is over", () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }] });
    }
  });

  test("every alarm describes what failed, and then where to look", () => {
    for (const [index, { id, description }] of rows.entries()) {
      expect(alarms[index]?.["AlarmDescription"]).toMatch(
        new RegExp(`${description}.*docs/runbook\\.md#${id}$`),
      );
    }
  });

  test("the topic is encrypted, and takes messages over TLS from this account's alarms alone", () => {
    const { Monitoring } = synthesized.templates;
    Monitoring.hasResourceProperties("AWS::SNS::Topic", { KmsMasterKeyId: Match.anyValue() });
    Monitoring.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": Match.anyValue() }, ArnLike: Match.anyValue() },
          }),
        ],
      },
    });
  });
});

describe("in topology direct, which has one function and one queue of a kind", () => {
  test.each([
    ["forwarder-errors", "Errors", "AWS/Lambda", "FunctionName"],
    ["forwarder-throttled", "Throttles", "AWS/Lambda", "FunctionName"],
    ["forwarder-event-age", "AsyncEventAge", "AWS/Lambda", "FunctionName"],
    ["replay-errors", "Errors", "AWS/Lambda", "FunctionName"],
    ["replay-dead-letter-queue-not-empty", "ApproximateNumberOfMessagesVisible", "AWS/SQS", "QueueName"],
    ["on-failure-queue-not-empty", "ApproximateNumberOfMessagesVisible", "AWS/SQS", "QueueName"],
  ])("%s watches %s of it", (id, MetricName, Namespace, Name) => {
    productionIn("direct").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: alarmName("production", id),
      Namespace,
      MetricName,
      Dimensions: [{ Name, Value: Match.anyValue() }],
    });
  });
});

describe("in topology kinesis, which has a function and a queue of a kind for each sink", () => {
  test.each([
    ["forwarder-errors", "SUM", "Errors", 300],
    ["forwarder-throttled", "SUM", "Throttles", 300],
    ["kinesis-iterator-age", "MAX", "IteratorAge", 300],
    ["replay-errors", "SUM", "Errors", 300],
    ["replay-dead-letter-queue-not-empty", "MAX", "ApproximateNumberOfMessagesVisible", 300],
  ])("%s is one alarm, of the %s of their %s", (id, fn, name, period) => {
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
  "in topology %s what is parked counts whether it may be taken now or is hidden until the next attempt",
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

test("something has to have been parked for a quarter of an hour before anybody is woken", () => {
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
    alarms: { errorSpike: 7, notify: [] },
  }).templates;

  test("counts lines of ERROR and CRITICAL in the application log", () => {
    Monitoring.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern: '{ ($.level = "ERROR") || ($.level = "CRITICAL") }',
      LogGroupName: Match.objectLike({
        "Fn::GetStackOutput": { OutputName: Match.stringLikeRegexp("LogGroupsapplication") },
      }),
      MetricTransformations: [Match.objectLike({ MetricValue: "1", DefaultValue: 0 })],
    });
  });

  test("is the sum of five minutes, of the metric that the filter writes, against the environment's threshold", () => {
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

  test("of one environment is not counted in another's metric", () => {
    const namespaces = ENVIRONMENT_NAMES.flatMap((name) =>
      Object.values(synthesize(name).templates.Monitoring.findResources("AWS::Logs::MetricFilter")),
    ).map((filter) => (filter as MetricFilter).Properties.MetricTransformations[0].MetricNamespace);
    expect(new Set(namespaces).size).toBe(ENVIRONMENT_NAMES.length);
  });
});

test("a metric of the forwarder's own is watched with the dimension it is written with", () => {
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

test("a domain that reports nothing is in alarm, and so is no other silence", () => {
  const breaching = resources(synthesize("production"), "AWS::CloudWatch::Alarm")
    .filter(({ Properties }) => Properties?.["TreatMissingData"] === "breaching")
    .map(({ Properties }) => Properties?.["AlarmName"]);
  expect(breaching).toEqual([alarmName("production", "domain-unreachable")]);
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

  test.each(["AwsSecretKey", "ShopifyToken", "CreditCardNumber", "BankAccountNumber-DE"])(
    "is counted when the finding names %s",
    (name) => {
      expect(pattern).toContain(`?"${name}"`);
    },
  );

  test.each(["EmailAddress", "PhoneNumber-DE", "Ssn-US"])(
    "is not counted when the finding names %s, of which there may be many",
    (name) => {
      expect(pattern).not.toContain(name);
    },
  );

  test("is counted by a pattern no longer than CloudWatch Logs takes", () => {
    expect(pattern.length).toBeLessThanOrEqual(MAX_PATTERN_CHARACTERS);
  });

  test("tells somebody within five minutes", () => {
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

test("an environment without domain and sinks is told of its errors and secrets alone", () => {
  const { Monitoring } = synthesizeWith(configWithSinks("local")).templates;
  const names = Object.values(Monitoring.findResources("AWS::CloudWatch::Alarm")).map(
    (alarm) => (alarm as { Properties: { AlarmName: string } }).Properties.AlarmName,
  );
  const ofLogs = ALARMS.filter(({ metric }) => metric.source === "log");
  expect(names).toEqual(ofLogs.map(({ id }) => alarmName("local", id)));
});

test("everybody of alarms.notify is told by e-mail", () => {
  const notify = ["first@example.com", "second@example.com"];
  const { Monitoring } = synthesizeWith({
    ...shippedConfig("local"),
    alarms: { errorSpike: 1, notify },
  }).templates;
  const endpoints = Object.values(Monitoring.findResources("AWS::SNS::Subscription")).map(
    (subscription) => (subscription as { Properties: { Endpoint: string } }).Properties.Endpoint,
  );
  expect(endpoints.sort()).toEqual(notify);
});

test("a protected environment whose alarms reach nobody description so at synth", () => {
  const { stage } = synthesizeWith({ ...shippedConfig("production"), alarms: { errorSpike: 1, notify: [] } });
  Annotations.fromStack(Stack.of(stage.node.findChild("Monitoring"))).hasInfo(
    "/production/Monitoring/AlarmTopic",
    Match.stringLikeRegexp("^alarms of production have no recipient"),
  );
});

interface MetricQuery {
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Dimensions: unknown };
    readonly Period: number;
  };
}

/** What an alarm of an expression is made of. */
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
