import { Annotations, Match } from "aws-cdk-lib/assertions";
import { Stack } from "aws-cdk-lib";
import { alarmName, ALARMS, METRIC_NAMESPACE } from "../../../lib/catalog";
import { ENVIRONMENT_NAMES, resources, shipped, synthesize, synthesizeWith } from "../../fixtures/stacks";

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);
  const alarms = resources(synthesized, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const [topic] = Object.keys(synthesized.templates.Monitoring.findResources("AWS::SNS::Topic"));

  test("every alarm of the catalogue is there", () => {
    expect(alarms.map((alarm) => alarm?.["AlarmName"])).toEqual(ALARMS.map(({ id }) => alarmName(name, id)));
  });

  test("every alarm tells the topic when it goes off and when it is over", () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }] });
    }
  });

  test("every alarm says what failed, and then where to look", () => {
    for (const [index, { id, says }] of ALARMS.entries()) {
      expect(alarms[index]?.["AlarmDescription"]).toMatch(new RegExp(`${says}.*docs/runbook\\.md#${id}$`));
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

describe("the error spike", () => {
  const { Monitoring } = synthesizeWith({
    ...shipped("production"),
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

test("a domain counts as full when a quarter of a node's volume is left, in MiB", () => {
  synthesize("production").templates.Monitoring.hasResourceProperties("AWS::CloudWatch::Alarm", {
    AlarmName: alarmName("production", "domain-full"),
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

test("an environment without domain and sinks is told of its errors alone", () => {
  const { sentry, datadog, ...config } = shipped("local");
  expect([sentry, datadog]).not.toContain(undefined);
  const { Monitoring } = synthesizeWith({ ...config, search: { kind: "none" } }).templates;
  const names = Object.values(Monitoring.findResources("AWS::CloudWatch::Alarm")).map(
    (alarm) => (alarm as { Properties: { AlarmName: string } }).Properties.AlarmName,
  );
  expect(names).toEqual([alarmName("local", "error-spike")]);
});

test("everybody of alarms.notify is told by e-mail", () => {
  const notify = ["first@example.com", "second@example.com"];
  const { Monitoring } = synthesizeWith({ ...shipped("local"), alarms: { errorSpike: 1, notify } }).templates;
  const endpoints = Object.values(Monitoring.findResources("AWS::SNS::Subscription")).map(
    (subscription) => (subscription as { Properties: { Endpoint: string } }).Properties.Endpoint,
  );
  expect(endpoints.sort()).toEqual(notify);
});

test("a protected environment whose alarms reach nobody says so at synth", () => {
  const { stage } = synthesizeWith({ ...shipped("production"), alarms: { errorSpike: 1, notify: [] } });
  Annotations.fromStack(Stack.of(stage.node.findChild("Monitoring"))).hasInfo(
    "/production/Monitoring/AlarmTopic",
    Match.stringLikeRegexp("^alarms of production reach nobody"),
  );
});

interface MetricFilter {
  readonly Properties: {
    readonly MetricTransformations: readonly [
      { readonly MetricName: string; readonly MetricNamespace: string },
    ];
  };
}
