import { alarmName, ALARMS, alarmTopicName } from "../../../catalog";
import type { MetricAlarm } from "../../../catalog";
import { alarmsOf } from "../../../config";
import { alarms } from "../../../ops/alarms/alarms";
import { runbookArticle } from "../../../ops/alarms/runbook";
import { alarmTable, thresholdTable } from "../../../scripts/docs/alarms";
import { ADDED_ALARM } from "../../fixtures/alarms/added-alarm";
import { collectingIo } from "../../fixtures/operator-io";
import { resources, shippedConfig, synthesize } from "../../fixtures/stacks";

jest.mock("../../../catalog/alarms/account-alarms", () => {
  const { ACCOUNT_ALARMS } = jest.requireActual<{ readonly ACCOUNT_ALARMS: readonly MetricAlarm[] }>(
    "../../../catalog/alarms/account-alarms",
  );
  const { ADDED_ALARM: added } = jest.requireActual<{ readonly ADDED_ALARM: MetricAlarm }>(
    "../../fixtures/alarms/added-alarm",
  );
  return { ACCOUNT_ALARMS: [...ACCOUNT_ALARMS, added] };
});
jest.mock("../../../ops/alarms/deployed-alarms", () => ({
  deployedAlarms: () => Promise.resolve(new Map()),
}));

const production = synthesize("production");
const name = alarmName("production", ADDED_ALARM.id);

test("the row is an alarm of the catalogue and of the environment", () => {
  expect(ALARMS.map(({ id }) => id)).toContain(ADDED_ALARM.id);
  expect(alarmsOf(shippedConfig("production")).map(({ id }) => id)).toContain(ADDED_ALARM.id);
});

test("the row alone makes the alarm, with its actions, its article and its meaning of missing data", () => {
  const [alarm, ...others] = resources(production, "AWS::CloudWatch::Alarm").filter(
    ({ Properties }) => Properties?.["AlarmName"] === name,
  );
  const TopicName = alarmTopicName("production", "ticket");
  const [topic] = Object.keys(
    production.templates.Monitoring.findResources("AWS::SNS::Topic", { Properties: { TopicName } }),
  );
  expect(others).toEqual([]);
  expect(alarm?.Properties).toMatchObject({
    ...{ MetricName: "IncomingLogEvents", Threshold: 1, ComparisonOperator: "LessThanThreshold" },
    ...{ Period: 3_600, DatapointsToAlarm: 2, EvaluationPeriods: 3, TreatMissingData: "breaching" },
    ...{ AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }] },
    AlarmDescription:
      `production, ticket: ${ADDED_ALARM.description}. ` + "What to do: docs/runbook.md#audit-log-silent",
  });
});

test("the row alone puts the alarm on the dashboard", () => {
  const [dashboard] = resources(production, "AWS::CloudWatch::Dashboard");
  expect(JSON.stringify(dashboard?.Properties)).toContain(`:alarm:${name}`);
});

test("the row alone puts the alarm into the tables of the runbook", () => {
  const inTable = (table: string) =>
    table.split("\n").filter((line) => line.startsWith("| [audit-log-silent](#audit-log-silent) "));
  expect(inTable(alarmTable())).toEqual([expect.stringContaining(ADDED_ALARM.description)]);
  expect(inTable(thresholdTable())).toEqual([expect.stringContaining(ADDED_ALARM.thresholdReason)]);
});

test("npx logs alarms lists the alarm", async () => {
  const config = shippedConfig("production");
  const { text, data } = await alarms({
    ...{ config, aws: { region: "us-east-1" }, io: collectingIo(), json: false },
  });
  expect(text).toMatch(/^audit-log-silent +ticket +not deployed/m);
  expect(data).toContainEqual({
    ...{ alarm: "audit-log-silent", severity: "ticket", state: "not deployed" },
    article: "docs/runbook.md#audit-log-silent",
  });
});

test("the article is the one thing that the row lacks, and is named", () => {
  expect(() => runbookArticle(ADDED_ALARM.id as (typeof ALARMS)[number]["id"])).toThrow(
    /runbook\.md has no article audit-log-silent/,
  );
});
