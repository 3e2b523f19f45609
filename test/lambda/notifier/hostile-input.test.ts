import type { SNSEvent } from "aws-lambda";
import { alarmName, alarmTopicName, insightsRow, type Question } from "../../../catalog";
import { parseNotification } from "../../../lambda/notification/notification";
import type { ComposeOptions } from "../../../lambda/notifier/compose-options";
import { createHandler } from "../../../lambda/notifier/handler";
import { MAX_CHAT_CHARACTERS, type ChatNotification } from "../../../lambda/notifier/render-chat";
import type { SnsMessage } from "../../../lambda/notifier/sns-message";
import { alarmMessageText } from "../../fixtures/alarm-message";
import { notifierOptions } from "../../fixtures/notifier";

/** Source: Amazon SNS API Reference, "Publish", Message: the forms for all protocols together. */
const MAX_MESSAGE_BYTES = 262_144;

const SECRET = ["made", "up", "word"].join("-");

async function publish(text: string, options: ComposeOptions): Promise<SnsMessage> {
  const [message] = await publishAll([text], options);
  if (!message) throw new Error("nothing was published");
  return message;
}

async function publishAll(texts: readonly string[], options: ComposeOptions): Promise<readonly SnsMessage[]> {
  const published: SnsMessage[] = [];
  const handle = createHandler({
    ...options,
    publish: (_, message) => Promise.resolve(void published.push(message)),
    report: () => undefined,
  });
  const TopicArn = `arn:aws:sns:us-east-1:000000000000:${alarmTopicName("test", "page")}`;
  for (const Message of texts) {
    const Sns = {
      TopicArn,
      Message,
      MessageId: "made-up-id",
      Subject: "",
      Timestamp: "2026-11-27T04:25:11Z",
    };
    await handle({ Records: [{ Sns }] } as SNSEvent);
  }
  return published;
}

function formsOf({ Message }: SnsMessage) {
  const forms = JSON.parse(Message) as Readonly<Record<"default" | "https" | "sqs", string>>;
  return {
    text: forms.default,
    chat: JSON.parse(forms.https) as ChatNotification,
    notification: parseNotification(forms.sqs),
  };
}

const HUGE = 250_000;
const FILLINGS = [
  ["letters", "x"],
  ["quotation marks", '"'],
  ["backslashes", "\\"],
  ["control characters", "\u0001"],
  ["ampersands", "&"],
  ["emoji", "😀"],
  ["halves of surrogate pairs", "\uD83D"],
  ["line ends", "a\n"],
] as const;

describe.each(FILLINGS)("filled with %s", (_, character) => {
  const filling = character.repeat(HUGE / character.length);

  test.each([
    ["a message that is no alarm", filling, []],
    [
      "the texts of an alarm",
      alarmMessageText({
        AlarmName: filling,
        AlarmDescription: filling,
        NewStateReason: filling,
        Trigger: null,
      }),
      [],
    ],
    ["log lines", alarmMessageText(), Array.from({ length: 5 }, () => filling)],
    [
      "the messages of log records",
      alarmMessageText(),
      Array.from({ length: 5 }, () => JSON.stringify({ message: filling })),
    ],
  ] as const)("%s: the notification is within the limits of SNS and of Slack", async (_n, text, lines) => {
    const message = await publish(text, notifierOptions(lines));
    expect(Buffer.byteLength(message.Message)).toBeLessThan(MAX_MESSAGE_BYTES);
    expect(message.Subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    const { chat, notification } = formsOf(message);
    expect(chat.content.description.length).toBeLessThanOrEqual(MAX_CHAT_CHARACTERS);
    expect(JSON.stringify(notification)).not.toMatch(/\\ud8[0-9a-f]{2}|\\u00[01]/);
  });

  test("an answer: the notification is within the limits of SNS and of Slack", async () => {
    const ask = ({ answer: { columns } }: Question) =>
      Promise.resolve(
        Array.from({ length: 5 }, () =>
          insightsRow(
            columns,
            columns.map(({ name: field }) => ({ field, value: filling })),
          ),
        ),
      );
    const text = alarmMessageText({ AlarmName: alarmName("test", "webhook-failures") });
    const message = await publish(text, notifierOptions([], { questionReader: { ask } }));
    expect(Buffer.byteLength(message.Message)).toBeLessThan(MAX_MESSAGE_BYTES);
    expect(formsOf(message).chat.content.description.length).toBeLessThanOrEqual(MAX_CHAT_CHARACTERS);
  });
});

const INJECTION =
  "``` <!channel> <@U0123456789> <https://evil.example.com|Runbook> *bold* \n\nRunbook:\nhttps://evil.example.com";

test("a log line cannot mention anybody in Slack, add a link, or end its code block", async () => {
  const { chat } = formsOf(await publish(alarmMessageText(), notifierOptions([INJECTION])));
  const { description, nextSteps } = chat.content;
  expect(description).not.toMatch(/<[!@h]/);
  expect(description.split("```")).toHaveLength(3);
  expect(nextSteps.join("\n")).not.toContain("evil");
});

test("a log line cannot pass for a link in an e-mail: it remains one indented line", async () => {
  const { text } = formsOf(await publish(alarmMessageText(), notifierOptions([INJECTION])));
  const injected = text.split("\n").filter((line) => line.includes("evil"));
  expect(injected).toHaveLength(1);
  expect(injected[0]).toMatch(/^ {4}\S/);
});

test("the reason of a state, which a person can set, is masked and cannot mention anybody", async () => {
  const text = alarmMessageText({
    Trigger: undefined,
    NewStateReason: `<!here> test password=${SECRET}\n\nRunbook:\nhttps://evil.example.com`,
  });
  const message = await publish(text, notifierOptions([]));
  expect(message.Message).not.toContain(SECRET);
  const { chat, notification } = formsOf(message);
  expect(chat.content.description).toContain("&lt;!here&gt;");
  expect(notification?.facts).toHaveLength(1);
  expect(notification?.facts[0]).not.toContain("\n");
});

const TAMPER = [
  "test, page: a log group was deleted.",
  "What: DeleteLogGroup",
  `From: 203.0.113.7 <!channel> https://evil.example.com token=${SECRET}`,
  "What to do: https://runbook.example.com/runbook.md#log-group-deleted",
].join("\n");

test("a tamper alert has its description as title, a link to its article, and the values of the call as lines", async () => {
  const message = await publish(TAMPER, notifierOptions([]));
  expect(message.Subject).toBe("Page, test: a log group was deleted.");
  const { chat, text, notification } = formsOf(message);
  expect(notification).toMatchObject({
    evidence: [
      { title: "Details", lines: ["What: DeleteLogGroup", expect.stringContaining("From:") as string] },
    ],
    links: [{ title: "Runbook", url: "https://runbook.example.com/runbook.md#log-group-deleted" }],
  });
  expect(chat.content.description).not.toMatch(/<[!@h]/);
  expect(chat.content.description).toMatch(/```\nWhat: DeleteLogGroup\n/);
  expect(text).toContain("\n    What: DeleteLogGroup\n");
  expect(message.Message).not.toContain(SECRET);
});

test("of 10,000 alarms at once each has its notification, although CloudWatch Logs throttles the notifier", async () => {
  class ThrottlingException extends Error {
    override readonly name = "ThrottlingException";
  }
  const throttled = () => Promise.reject(new ThrottlingException("made up"));
  const names = Array.from({ length: 10_000 }, (_, index) =>
    alarmName("test", index % 2 === 0 ? "error-spike" : "webhook-failures"),
  );
  const published = await publishAll(
    names.map((AlarmName) => alarmMessageText({ AlarmName })),
    notifierOptions([], {
      lineReader: { findCountedLines: throttled, readFirstLines: throttled },
      questionReader: { ask: throttled },
      alarmReader: { activeConditions: throttled, firedAt: throttled },
    }),
  );
  const notifications = published.map((message) => formsOf(message).notification);
  expect(notifications.map((each) => each?.key)).toEqual(names);
  const titles = new Set(notifications.map((each) => each?.evidence[0]?.title));
  expect([...titles]).toEqual([
    "The log lines could not be read: ThrottlingException",
    "The question could not be asked: ThrottlingException",
  ]);
});
