import { alarmName, LOG_METRICS, type LogMetricId } from "../../../catalog";
import type { TimeRange } from "../../../lambda/notification/alarm-links";
import { decodeInsightsLink } from "../../../lambda/notification/links/insights-link";
import { compose } from "../../../lambda/notifier/compose";
import type { ComposeOptions } from "../../../lambda/notifier/compose-options";
import { renderChat } from "../../../lambda/notifier/render-chat";
import { alarmMessageText, logAlarmMessageText } from "../../fixtures/alarm-message";
import { notifierOptions } from "../../fixtures/notifier";

const FIRED_AT = Date.parse("2026-11-27T04:25:10.123Z");
const LINE = JSON.stringify({ level: "ERROR", message: "the planted line" });
const PATTERN = LOG_METRICS.applicationErrors.patterns[0];

/** Every read of the notifier. */
const reads: { metric?: LogMetricId; range?: TimeRange; limit?: number }[] = [];
beforeEach(() => {
  reads.length = 0;
});

const options = (changes: Partial<ComposeOptions> = {}) =>
  notifierOptions([], {
    logAlarmLines: 20,
    lineReader: {
      findCountedLines(metric) {
        reads.push({ metric });
        return Promise.resolve({ log: "application", filterPatterns: [PATTERN] });
      },
      readFirstLines(_, range, limit) {
        reads.push({ range, limit });
        return Promise.resolve([LINE]);
      },
    },
    ...changes,
  });

const message = (text: string) => ({
  environment: "test",
  severity: "page" as const,
  text,
  id: "made-up-id",
  subject: undefined,
  receivedAt: "2026-11-27T04:25:11.000Z",
});

test("a log alarm has the number, its threshold and the lines in its message", async () => {
  const notification = await compose(message(logAlarmMessageText({ LogLines: [LINE, LINE] })), options());
  expect(notification).toMatchObject({
    state: "firing",
    key: alarmName("test", "error-spike"),
    description: "unusually many errors in the application log within five minutes",
    evidence: [
      {
        title: "Log lines that the query of the alarm returned",
        lines: ["ERROR the planted line", "ERROR the planted line"],
      },
    ],
  });
  expect(notification.facts[0]).toBe("Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50");
});

test("lines in the message are not read again", async () => {
  await compose(message(logAlarmMessageText({ LogLines: [LINE] })), options());
  expect(reads.filter(({ limit }) => limit !== undefined)).toEqual([]);
});

test("without lines in the message, the notifier reads as many as the setting allows", async () => {
  const { evidence } = await compose(message(logAlarmMessageText()), options());
  expect(reads.at(-1)).toEqual({ range: { from: FIRED_AT - 600_000, to: FIRED_AT + 60_000 }, limit: 20 });
  expect(evidence).toEqual([{ title: "The log lines", lines: ["ERROR the planted line"] }]);
});

test("the metric filters find the lines that the query of the alarm counts", async () => {
  await compose(message(logAlarmMessageText()), options());
  expect(reads[0]).toEqual({ metric: "applicationErrors" });
});

test("an alarm that no log alarm can replace has the first five lines, also beside log alarms", async () => {
  const text = alarmMessageText({ AlarmName: alarmName("test", "secrets-logged") });
  await compose(message(text), options());
  expect(reads.at(-1)?.limit).toBe(5);
});

test("as many lines as the setting allows are called the first ones", async () => {
  const lineReader = {
    findCountedLines: () => Promise.resolve({ log: "application" as const, filterPatterns: [PATTERN] }),
    readFirstLines: () => Promise.resolve(Array.from({ length: 20 }, () => LINE)),
  };
  const { evidence } = await compose(message(logAlarmMessageText()), options({ lineReader }));
  expect(evidence[0]?.title).toBe("The first 20 log lines");
});

test("no more lines of the message are published than the setting allows", async () => {
  const text = logAlarmMessageText({ LogLines: Array.from({ length: 60 }, () => LINE) });
  const some = await compose(message(text), options());
  expect(some.evidence[0]?.lines).toHaveLength(20);
  const most = await compose(message(text), options({ logAlarmLines: undefined }));
  expect(most.evidence[0]?.lines).toHaveLength(50);
});

test("the links to the lines and the question are those of the metric alarm", async () => {
  const linksOf = async (text: string) => (await compose(message(text), options())).links;
  const links = await linksOf(logAlarmMessageText({ LogLines: [LINE] }));
  expect(links).toEqual(await linksOf(alarmMessageText()));
  const lines = links.find(({ title }) => title === "Logs Insights: the lines");
  expect(decodeInsightsLink(lines?.url ?? "").query).toContain("| filter level like /");
});

test("a message without a threshold has the number alone", async () => {
  const { facts } = await compose(message(logAlarmMessageText({ NewStateReasonData: undefined })), options());
  expect(facts[0]).toBe("Sum of ApplicationErrors in 5 minutes: 62");
});

test("a trigger without a metric keeps its threshold", async () => {
  const text = logAlarmMessageText({
    NewStateReasonData: undefined,
    Trigger: { Threshold: 50, ComparisonOperator: "GreaterThanOrEqualToThreshold", EvaluationPeriods: 1 },
  });
  const { facts } = await compose(message(text), options());
  expect(facts[0]).toBe("Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50");
});

test("an alarm that ends has no lines, even if its message has some", async () => {
  const text = logAlarmMessageText({ NewStateValue: "OK", LogLines: [LINE] });
  expect(await compose(message(text), options())).toMatchObject({ state: "resolved", evidence: [] });
});

test("lines in the message are published also if the log group cannot be read", async () => {
  const lineReader = {
    findCountedLines: () => Promise.reject(new Error("made up")),
    readFirstLines: () => Promise.reject(new Error("made up")),
  };
  const { evidence } = await compose(
    message(logAlarmMessageText({ LogLines: [LINE] })),
    options({ lineReader }),
  );
  expect(evidence[0]?.lines).toEqual(["ERROR the planted line"]);
});

test("a log alarm that is not in the catalogue has the lines in its message", async () => {
  const text = logAlarmMessageText({ AlarmName: "somebody-else", LogLines: [LINE] });
  expect((await compose(message(text), options())).evidence[0]?.lines).toEqual(["ERROR the planted line"]);
  expect(reads).toEqual([]);
});

test("the chat has the lines for which it has room, and the number of the others", async () => {
  const text = logAlarmMessageText({ LogLines: Array.from({ length: 20 }, () => "x".repeat(500)) });
  const { description } = renderChat(await compose(message(text), options())).content;
  const shown = description.split("\n").filter((line) => line.startsWith("xxx")).length;
  expect(shown).toBeGreaterThan(4);
  expect(shown).toBeLessThan(20);
  expect(description).toContain(`\n… ${20 - shown} more lines\n\`\`\``);
});
