import {
  alarmName,
  ALARMS,
  conditionAlarmIds,
  conditionsOf,
  LOGS,
  SINKS,
  type WatchedMetric,
} from "../../../../catalog";
import { productionIn } from "../../../fixtures/forwarding";
import { resources, type Synthesized } from "../../../fixtures/stacks";

// With the same network: topology direct needs a NAT gateway.
const direct = productionIn("direct", "nat");
const kinesis = productionIn("kinesis", "nat");

test.each(["Storage", "Search", "Access"] as const)("the stack %s is the same in every topology", (stack) => {
  const made = ({ templates }: Synthesized) => (templates[stack].toJSON() as { Resources: object }).Resources;
  expect(made(kinesis)).toEqual(made(direct));
});

test("monitoring differs only in what shows, watches or reads the forwarding, its functions and their log groups", () => {
  const others = (synthesized: Synthesized) =>
    resources(synthesized).filter(
      ({ id, Type, Properties }) =>
        id.startsWith("Monitoring/") &&
        Type !== "AWS::CloudWatch::Dashboard" &&
        !id.startsWith("Monitoring/NotificationsNotifierFunction") &&
        !OF_FORWARDING.includes(String(Properties?.["AlarmName"])) &&
        !TAMPER_RULES_OF_FORWARDING.test(String(Properties?.["Name"])) &&
        !String(Properties?.["Name"]).endsWith("/Redacted data by class"),
    );
  expect(others(kinesis).length).toBeGreaterThan(0);
  expect(others(kinesis)).toEqual(others(direct));
});

test("resources of both topologies have the same logical ids, so that a change of topology loses no data", () => {
  const ids = (synthesized: Synthesized) =>
    resources(synthesized)
      .filter(({ id, Type }) => id.startsWith("Forwarding/") && KEPT.includes(Type))
      .map(({ id }) => id);
  const inBoth = ids(direct).filter((id) => ids(kinesis).includes(id));
  expect(inBoth.map((id) => /^Forwarding\/(.*?)[0-9A-F]{8}$/.exec(id)?.[1])).toEqual([
    "ForwardingKey",
    ...SINKS.flatMap(({ name, secret }) =>
      name === "opensearch" ? [] : `Forwarding${toPascalCase(secret)}Secret`,
    ),
    "ForwardingRedactionKeySecret",
    "ForwardingOnFailureQueue",
    "ForwardingParkingServerAccessLogs",
    "ForwardingParkingBucket",
    ...LOGS.map(({ id }) => `Subscription${id}Filter`),
  ]);
});

/** Whether the topology decides which resources there are to watch. */
const DEPENDS_ON_TOPOLOGY: Readonly<Record<WatchedMetric["source"], boolean>> = {
  log: false,
  "log-group": false,
  percent: false,
  percentile: false,
  "steady-log": false,
  platform: false,
  subscription: false,
  forwarder: true,
  "direct-forwarder": true,
  "kinesis-forwarder": true,
  replay: true,
  "replay-queue": true,
  "replay-dead-letter-queue": true,
  "undelivered-queue": false,
  "on-failure-queue": false,
  "archive-retry-queue": false,
  "archive-dead-letter-queue": false,
  "archive-delivery": false,
  archive: false,
  notifier: false,
  "notification-webhook": false,
  "notification-webhook-queue": false,
  "notification-webhook-dead-letter-queue": false,
  domain: false,
};
const OF_FORWARDING = ALARMS.filter((alarm) =>
  conditionsOf(alarm).some(({ metric }) => DEPENDS_ON_TOPOLOGY[metric.source]),
)
  .flatMap((alarm) => [alarm.id, ...conditionAlarmIds(alarm)])
  .map((id) => alarmName("production", id));

/** Rules that list functions, queues, the Kinesis data stream, or the log groups of functions. */
const TAMPER_RULES_OF_FORWARDING = /-tamper-(?:delivery-stopped|retention-shortened)-\d$/;

const KEPT = [
  "AWS::KMS::Key",
  "AWS::SecretsManager::Secret",
  "AWS::SQS::Queue",
  "AWS::S3::Bucket",
  "AWS::Logs::LogGroup",
  "AWS::Logs::SubscriptionFilter",
];

function toPascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
