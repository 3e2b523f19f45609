import type { SQSEvent } from "aws-lambda";
import { startNotificationReceiver, type NotificationReceiver } from "../../../local/intakes";
import type { Notification } from "../../../lambda/notification/notification";
import { createHandler } from "../../../lambda/webhook/handler";
import { requestBody } from "../../../lambda/webhook/request-body";
import { send } from "../../../lambda/webhook/send";
import { parseSettings } from "../../../lambda/webhook/settings";
import { parseTarget } from "../../../lambda/webhook/target";
import { alarmName, alarmTopicName, whatToDo } from "../../../catalog";
import { alarmMessageText, logAlarmMessageText } from "../../fixtures/alarm-message";

const notification: Notification = {
  environment: "test",
  severity: "page",
  state: "firing",
  key: "inventorysync-test-error-spike",
  title: "ALARM, page: inventorysync-test-error-spike",
  description: "what failed",
  facts: ["62; threshold: at least 50"],
  since: "2026-11-27T04:25:10.123Z",
  evidence: [{ title: "The first lines", lines: ["a line"] }],
  links: [{ title: "Runbook", url: "https://runbook.example.com/#error-spike" }],
};

let receiver: NotificationReceiver;
beforeEach(async () => {
  receiver = await startNotificationReceiver();
});
afterEach(() => receiver.close());

const problems: (string | undefined)[] = [];
beforeEach(() => {
  problems.length = 0;
});
const handle = (body: string, url = receiver.webhookUrl) =>
  createHandler({
    environment: "test",
    format: "json",
    send,
    readTarget: () => Promise.resolve({ url }),
    report: (_, problem) => problems.push(problem),
  })({ Records: [{ messageId: "made-up-id", body }] } as SQSEvent);

test("a notification arrives at the webhook", async () => {
  expect(await handle(JSON.stringify(notification))).toEqual({ batchItemFailures: [] });
  expect(receiver.notifications).toEqual([notification]);
});

test.each([
  ["an error of the webhook", { status: 503 }, "status 503"],
  ["a broken connection", { connection: "reset" }, "no response"],
  ["a redirect", { status: 307, headers: { location: "http://127.0.0.1:1/" } }, "status 307"],
] as const)("%s returns the message to the queue", async (_, fault, problem) => {
  receiver.scriptFaults(fault);
  const body = JSON.stringify(notification);
  expect(await handle(body)).toEqual({ batchItemFailures: [{ itemIdentifier: "made-up-id" }] });
  expect(problems[0]).toContain(problem);
  expect(problems[0]).not.toContain(receiver.webhookUrl);
  expect(await handle(body)).toEqual({ batchItemFailures: [] });
  expect(receiver.notifications).toEqual([notification]);
});

test.each([
  ["metric", alarmMessageText()],
  ["log", logAlarmMessageText({ LogLines: ["a made-up line"] })],
])(
  "the %s alarm in the record of a failed invocation of the notifier arrives without lines and links",
  async (_, alarm) => {
    const Sns = {
      TopicArn: `arn:aws:sns:us-east-1:000000000000:${alarmTopicName("test", "ticket")}`,
      Message: alarm,
      MessageId: "made-up-id",
      Timestamp: "2026-11-27T04:25:11.000Z",
    };
    const record = {
      requestContext: { condition: "RetriesExhausted" },
      requestPayload: { Records: [{ Sns }] },
      responsePayload: { errorMessage: "made up" },
    };
    expect(await handle(JSON.stringify(record))).toEqual({ batchItemFailures: [] });
    expect(receiver.notifications).toMatchObject([
      {
        severity: "ticket",
        key: "inventorysync-test-error-spike",
        description: "unusually many errors in the application log within five minutes",
        facts: ["Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50"],
        evidence: [{ title: expect.stringContaining("The notifier failed") as string }],
        links: [],
      },
    ]);
  },
);

test("an alarm about the notifier, which the notifier does not describe, arrives with its article", async () => {
  const alarm = alarmMessageText({
    AlarmName: alarmName("test", "notifier-errors"),
    AlarmDescription: `test, page: made up. ${whatToDo("notifier-errors", "https://runbook.example.com/a")}`,
  });
  expect(await handle(alarm)).toEqual({ batchItemFailures: [] });
  expect(receiver.notifications).toMatchObject([
    {
      title: "ALARM, page: inventorysync-test-notifier-errors",
      description: expect.stringContaining("the notifier fails") as string,
      evidence: [],
      links: [{ title: "Runbook", url: "https://runbook.example.com/a#notifier-errors" }],
    },
  ]);
});

test("a secret in the reason of a state is masked also without the notifier", async () => {
  const secret = ["made", "up", "word"].join("-");
  await handle(alarmMessageText({ Trigger: undefined, NewStateReason: `tested with password=${secret}` }));
  expect(receiver.notifications[0]?.facts[0]).toContain("tested with password=");
  expect(JSON.stringify(receiver.notifications)).not.toContain(secret);
});

test("neither the address nor the text of the secret is in a problem that is logged", async () => {
  const secret = ["made", "up", "token"].join("-");
  const handler = createHandler({
    environment: "test",
    format: "json",
    send,
    readTarget: () =>
      Promise.resolve(
        parseTarget(JSON.stringify({ url: `http://127.0.0.1/${secret}` }), "json", { allowPrivate: false }),
      ),
    report: (_, problem) => problems.push(problem),
  });
  await handler({ Records: [{ messageId: "made-up-id", body: JSON.stringify(notification) }] } as SQSEvent);
  expect(problems[0]).toContain("a private address");
  expect(problems[0]).not.toContain(secret);
});

test("a redirect is not followed, so that it cannot lead to another host", async () => {
  const other = await startNotificationReceiver();
  try {
    receiver.scriptFaults({ status: 308, headers: { location: other.webhookUrl } });
    await handle(JSON.stringify(notification));
    expect(problems).toEqual(["status 308"]);
    expect(other.notifications).toEqual([]);
  } finally {
    await other.close();
  }
});

test("a message of another form returns to the queue, and ends in the dead-letter queue", async () => {
  expect(await handle("made up")).toEqual({ batchItemFailures: [{ itemIdentifier: "made-up-id" }] });
  expect(problems).toEqual(["the message is no notification"]);
});

test.each([
  ["firing", "trigger"],
  ["resolved", "resolve"],
] as const)(
  "PagerDuty receives an alarm that is %s as the action %s on one incident",
  (state, event_action) => {
    const target = { url: "https://events.example.com/v2/enqueue", routingKey: "made-up-key" };
    expect(JSON.parse(requestBody({ ...notification, state }, "pagerduty", target))).toEqual({
      routing_key: "made-up-key",
      event_action,
      dedup_key: "inventorysync-test-error-spike",
      client: "InventorySync logging, test",
      payload: {
        summary: "ALARM, page: inventorysync-test-error-spike: what failed",
        source: "inventorysync-test",
        severity: "critical",
        timestamp: "2026-11-27T04:25:10.123Z",
        custom_details: { facts: notification.facts, evidence: notification.evidence },
      },
      links: [{ href: "https://runbook.example.com/#error-spike", text: "Runbook" }],
    });
  },
);

test("the summary for PagerDuty is within its limit", () => {
  const long = { ...notification, description: "x".repeat(5_000) };
  const { payload } = JSON.parse(requestBody(long, "pagerduty", { url: "" })) as {
    payload: { summary: string };
  };
  expect(payload.summary).toHaveLength(1_024);
});

const https = "https://hooks.example.com/made-up";
test.each([
  ["json", { url: https }, { url: https }],
  ["json", { url: `${https}?token=made-up`, other: 1 }, { url: `${https}?token=made-up` }],
  ["pagerduty", { url: https, routingKey: "key" }, { url: https, routingKey: "key" }],
] as const)("with the format %s the secret %j is accepted", (format, secret, target) => {
  expect(parseTarget(JSON.stringify(secret), format, { allowPrivate: false })).toEqual(target);
});

test.each([
  ["json", "the placeholder that Secrets Manager generated", "has no URL"],
  ["json", JSON.stringify({ url: "http://hooks.example.com/made-up" }), "a URL without TLS"],
  ["json", JSON.stringify({ url: "http://127.0.0.1/made-up" }), "a private address"],
  ["pagerduty", JSON.stringify({ url: https }), "has no member routingKey"],
] as const)("with the format %s the secret %s is rejected, and not repeated", (format, secret, problem) => {
  const parse = () => parseTarget(secret, format, { allowPrivate: false });
  expect(parse).toThrow(problem);
  expect(parse).not.toThrow("made-up");
});

test("all missing variables are reported together", () => {
  expect(() => parseSettings({ WEBHOOK_FORMAT: "xml" })).toThrow(
    /WEBHOOK_FORMAT is "xml".*ENVIRONMENT is missing.*WEBHOOK_SECRET_ID is missing/,
  );
});
