import { alarmName } from "../../../../catalog";
import { productionIn } from "../../../fixtures/forwarding";
import { resources, type Synthesized } from "../../../fixtures/stacks";

const direct = productionIn("direct");
const kinesis = productionIn("kinesis");

test.each(["Storage", "Search", "Access"] as const)(
  "the stack %s makes the same in every topology",
  (stack) => {
    const made = ({ templates }: Synthesized) =>
      (templates[stack].toJSON() as { Resources: object }).Resources;
    expect(made(kinesis)).toEqual(made(direct));
  },
);

test("monitoring differs in nothing but the alarms about what forwarding has", () => {
  const others = (synthesized: Synthesized) =>
    resources(synthesized).filter(
      ({ id, Properties }) =>
        id.startsWith("Monitoring/") && !OF_FORWARDING.includes(String(Properties?.["AlarmName"])),
    );
  expect(others(kinesis).length).toBeGreaterThan(0);
  expect(others(kinesis)).toEqual(others(direct));
});

test("what both topologies keep has one logical id, so that a change from one to the other loses nothing", () => {
  const ids = (synthesized: Synthesized) =>
    resources(synthesized)
      .filter(({ id, Type }) => id.startsWith("Forwarding/") && KEPT.includes(Type))
      .map(({ id }) => id);
  const inBoth = ids(direct).filter((id) => ids(kinesis).includes(id));
  expect(inBoth.map((id) => /^Forwarding\/(.*?)[0-9A-F]{8}$/.exec(id)?.[1])).toEqual([
    "ForwardingKey",
    "ForwardingSentryDsnSecret",
    "ForwardingDatadogApiKeySecret",
    "ForwardingRedactionKeySecret",
    "ForwardingOnFailureQueue",
    "ForwardingParkingServerAccessLogs",
    "ForwardingParkingBucket",
    "SubscriptionapplicationFilter",
    "SubscriptionperformanceFilter",
    "SubscriptionauditFilter",
    "SubscriptionsecurityFilter",
  ]);
});

const OF_FORWARDING = [
  "forwarder-errors",
  "forwarder-throttled",
  "forwarder-event-age",
  "kinesis-iterator-age",
  "parking-age",
  "replay-errors",
  "replay-dead-letter-queue-not-empty",
].map((id) => alarmName("production", id));

const KEPT = [
  "AWS::KMS::Key",
  "AWS::SecretsManager::Secret",
  "AWS::SQS::Queue",
  "AWS::S3::Bucket",
  "AWS::Logs::LogGroup",
  "AWS::Logs::SubscriptionFilter",
];
