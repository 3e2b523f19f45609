import type { SNSEvent } from "aws-lambda";
import { alarmTopicName, type Severity } from "../../../catalog";
import { parseNotification } from "../../../lambda/notification/notification";
import { createHandler } from "../../../lambda/notifier/handler";
import type { SnsMessage } from "../../../lambda/notifier/sns-message";
import { alarmMessageText } from "../../fixtures/alarm-message";
import { notifierOptions } from "../../fixtures/notifier";

const published: { severity: Severity; message: SnsMessage }[] = [];

const dependencies = {
  ...notifierOptions(["ERROR <!channel> `code` & more"]),
  publish(severity: Severity, message: SnsMessage) {
    published.push({ severity, message });
    return Promise.resolve();
  },
  report: () => undefined,
};

beforeEach(() => {
  published.length = 0;
});

test.each(["page", "ticket"] as const)(
  "an alarm on the topic %s is published to the subscribers of %s",
  async (severity) => {
    await createHandler(dependencies)(event(alarmTopicName("test", severity)));
    expect(published).toMatchObject([{ severity, message: { MessageStructure: "json" } }]);
  },
);

test("each protocol has its form: text for e-mail, a custom notification for chat, JSON for webhooks", async () => {
  await createHandler(dependencies)(event(alarmTopicName("test", "page")));
  const [{ message } = { message: undefined }] = published;
  const forms = JSON.parse(message?.Message ?? "") as Readonly<Record<"default" | "https" | "sqs", string>>;
  expect(message?.Subject).toBe("ALARM, page: inventorysync-test-error-spike");
  expect(forms.default).toMatch(
    /^ALARM, page: .*\n\nunusually many errors[^\n]*\n\nSince 2026-11-27 04:25:10 UTC\nSum of/,
  );
  expect(forms.default).toContain("\n    ERROR <!channel> `code` & more\n");
  expect(JSON.parse(forms.https)).toMatchObject({
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", title: "ALARM, page: inventorysync-test-error-spike" },
    metadata: { threadId: "inventorysync-test-error-spike" },
  });
  expect(parseNotification(forms.sqs)).toMatchObject({ state: "firing", severity: "page" });
});

test("a log line cannot mention a channel of Slack or end its code block", async () => {
  await createHandler(dependencies)(event(alarmTopicName("test", "page")));
  const { https } = JSON.parse(published[0]?.message.Message ?? "") as { readonly https: string };
  expect((JSON.parse(https) as { content: { description: string } }).content.description).toContain(
    "```\nERROR &lt;!channel&gt; 'code' &amp; more\n```",
  );
});

test("a notification that cannot be published fails the invocation, so that Lambda retries it", async () => {
  const publish = () => Promise.reject(new Error("made up"));
  await expect(
    createHandler({ ...dependencies, publish })(event(alarmTopicName("test", "page"))),
  ).rejects.toThrow("made up");
});

test("a message of another topic is rejected with the expected topics", async () => {
  await expect(createHandler(dependencies)(event("another"))).rejects.toThrow(
    "expected inventorysync-test-alarms-page or inventorysync-test-alarms-ticket",
  );
});

function event(topic: string): SNSEvent {
  const Sns = {
    TopicArn: `arn:aws:sns:us-east-1:000000000000:${topic}`,
    Message: alarmMessageText(),
    MessageId: "made-up-id",
    Subject: 'ALARM: "made up"',
    Timestamp: "2026-11-27T04:25:11.000Z",
  };
  return { Records: [{ Sns }] } as SNSEvent;
}
