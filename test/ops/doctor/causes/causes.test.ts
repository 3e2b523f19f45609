import { alarmName } from "../../../../catalog";
import { diagnose } from "../../../../ops/doctor/diagnose";
import type { Evidence } from "../../../../ops/doctor/evidence";
import type { LedgerSums } from "../../../../ops/reconcile/ledger-metrics";
import { type Symptom, SYMPTOMS } from "../../../../ops/doctor/symptoms";
import { type FakeDoctor, withDoctorContext } from "../../../fixtures/doctor-context";
import { shippedConfig } from "../../../fixtures/stacks";

/** The outcome of one cause of a symptom. */
async function outcomeOf(symptomId: Symptom["id"], causeId: string, fake: FakeDoctor) {
  const symptom = SYMPTOMS.find(({ id }) => id === symptomId);
  const causes = symptom?.causes.filter(({ id }) => id === causeId) ?? [];
  if (!symptom || causes.length !== 1) throw new Error(`${symptomId} has no cause ${causeId}`);
  const [diagnosis] = await withDoctorContext(fake, (context) => diagnose([{ ...symptom, causes }], context));
  return diagnosis?.findings[0]?.outcome;
}

const NOTHING = { received: 0, delivered: 0, parked: 0, rejected: 0, filtered: 0, sampled: 0 };
const ledger = (sums: Partial<LedgerSums>): Partial<Evidence> => ({
  ledger: () => Promise.resolve({ ...NOTHING, ...sums }),
});

test.each([
  ["nothing", {}, "not verifiable", /the forwarder decided on no event/],
  ["only lines below ERROR", { received: 5, filtered: 5 }, "failed", /all 5 events .* were filtered/],
  ["one error", { received: 5, filtered: 4, delivered: 1 }, "verified", /1 of 5 events .* were errors/],
])("with %s in the ledger of Sentry, the filter by level is judged", async (_, sums, result, how) => {
  const outcome = await outcomeOf("sentry-receives-nothing", "sentry-below-error", {
    evidence: ledger(sums),
  });
  expect(outcome).toMatchObject({ result, how: expect.stringMatching(how) as string });
});

test.each([
  ["as many as it sent", { delivered: 10, sampled: 10 }, "verified"],
  ["more than it sent", { delivered: 10, sampled: 11 }, "failed"],
])("a storm filter that left out %s is judged", async (_, sums, result) => {
  const outcome = await outcomeOf("sentry-receives-nothing", "sentry-storm", { evidence: ledger(sums) });
  expect(outcome).toMatchObject({ result });
});

test("events that sampling left out are a gap at Datadog, and the remedy names the setting", async () => {
  const outcome = await outcomeOf("datadog-gaps", "datadog-sampled", {
    evidence: ledger({ received: 100, delivered: 10, sampled: 90 }),
  });
  expect(outcome).toMatchObject({
    result: "failed",
    how: expect.stringMatching(/^sampling left out 90 of 100 events/) as string,
    remedy: expect.stringContaining("forwarding.sampleRates") as string,
  });
  const none = ledger({ received: 100, delivered: 100 });
  expect(await outcomeOf("datadog-gaps", "datadog-sampled", { evidence: none })).toMatchObject({
    result: "verified",
  });
});

test("a sink that neither accepted nor refused an event is not verifiable", async () => {
  const outcome = await outcomeOf("datadog-gaps", "datadog-unreachable", {
    evidence: { ...ledger({}), parked: () => Promise.resolve([]) },
    answers: { DescribeSecret: { error: "ResourceNotFoundException", message: "made up" } },
  });
  expect(outcome).toMatchObject({
    result: "not verifiable",
    remedy: expect.stringContaining("smoke") as string,
  });
});

test("a recipient that has not confirmed the subscription is why an alarm did not come", async () => {
  const local = shippedConfig("local");
  const address = "on-call@example.com";
  const outcomeWith = (arn: string) =>
    outcomeOf("alarm-did-not-come", "alarm-recipients", {
      config: {
        ...local,
        alarms: { ...local.alarms, notify: [{ kind: "email", address, severities: ["page", "ticket"] }] },
      },
      answers: {
        ListSubscriptionsByTopic: subscriptions(
          ["lambda", "notifier", "arn:made-up"],
          ["email", address, arn],
        ),
      },
    });
  expect(await outcomeWith("PendingConfirmation")).toMatchObject({
    result: "failed",
    how: expect.stringContaining("on-call@example.com has not confirmed the subscription") as string,
    remedy: expect.stringMatching(/^each recipient confirms with the link/) as string,
  });
  expect(await outcomeWith("arn:confirmed")).toMatchObject({ result: "verified" });
});

test("an alarm that another one suppresses is why it did not come, and the other one is named", async () => {
  const outcomeWith = (suppression: object) =>
    outcomeOf("alarm-did-not-come", "alarm-suppressed", {
      answers: {
        DescribeAlarms: {
          CompositeAlarms: [
            {
              ...{ AlarmName: alarmName("local", "forwarder-errors"), StateValue: "ALARM" },
              ...{ ActionsEnabled: true, AlarmActions: ["arn:made-up"], ...suppression },
            },
          ],
        },
      },
    });
  const by = `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${alarmName("local", "domain-red")}`;
  expect(await outcomeWith({ ActionsSuppressedBy: "Alarm", ActionsSuppressor: by })).toMatchObject({
    result: "failed",
    how: "the alarm forwarder-errors is in state ALARM, and the alarm domain-red suppresses its notification",
    remedy: expect.stringContaining("npx logs explain local domain-red") as string,
  });
  expect(await outcomeWith({})).toMatchObject({ result: "verified" });
});

function subscriptions(...members: readonly (readonly [string, string, string])[]): string {
  const list = members.map(
    ([protocol, endpoint, arn]) =>
      `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`,
  );
  return `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${list.join("")}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}
