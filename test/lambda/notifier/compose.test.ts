import { alarmName, logGroupName } from "../../../catalog";
import { decodeInsightsLink } from "../../../lambda/notification/links/insights-link";
import { decodeDiscoverLink } from "../../../lambda/notification/links/search-link";
import type { Notification } from "../../../lambda/notification/notification";
import type { TopicMessage } from "../../../lambda/notification/create-notification";
import { compose } from "../../../lambda/notifier/compose";
import { alarmMessageText } from "../../fixtures/alarm-message";
import { notifierOptions } from "../../fixtures/notifier";
import { evaluateInsights, type InsightsEvent } from "../../insights";

const FIRED_AT = Date.parse("2026-11-27T04:25:10.123Z");
const PASSWORD = ["made", "up", "word"].join("-");

const line = (level: string, message: string) =>
  JSON.stringify({
    "@timestamp": "2026-11-27T04:24:00Z",
    level,
    logger: "sync",
    error_type: "SyncError",
    message,
  });
const PLANTED = line("ERROR", "the planted line");

const options = notifierOptions;

const message = (text: string): TopicMessage => ({
  environment: "test",
  severity: "page",
  text,
  id: "made-up-id",
  subject: "made-up subject",
  receivedAt: "2026-11-27T04:25:11.000Z",
});

const linkOf = ({ links }: Notification, title: string) =>
  links.find((each) => each.title === title)?.url ?? "";

test("an alarm that fires has the number, its threshold, the time and the lines", async () => {
  const notification = await compose(message(alarmMessageText()), options([PLANTED]));
  expect(notification).toMatchObject({
    severity: "page",
    state: "firing",
    key: alarmName("test", "error-spike"),
    title: "ALARM, page: inventorysync-test-error-spike",
    description: "unusually many errors in the application log within five minutes",
    since: "2026-11-27T04:25:10.123Z",
    evidence: [
      {
        title: "The log lines",
        lines: ["2026-11-27T04:24:00Z ERROR sync SyncError the planted line"],
      },
    ],
  });
  expect(notification.facts[0]).toBe("Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50");
});

test("the links lead to the article, the lines, the question, the alarm and the dashboard", async () => {
  const { links } = await compose(message(alarmMessageText()), options([]));
  expect(links.map(({ title }) => title)).toEqual([
    "Runbook",
    "Logs Insights: the lines",
    "OpenSearch Dashboards: the lines",
    "Logs Insights: Errors over time",
    "CloudWatch alarm",
    "CloudWatch dashboard",
  ]);
  expect(links[0]?.url).toBe("https://runbook.example.com/runbook.md#error-spike");
});

test("the query of the link to Logs Insights returns the planted line, and no line that the metric does not count", async () => {
  const notification = await compose(message(alarmMessageText()), options([]));
  const link = decodeInsightsLink(linkOf(notification, "Logs Insights: the lines"));
  expect(link.logGroupNames).toEqual([logGroupName("test", "application")]);
  expect(ask(link, [PLANTED, line("INFO", "another line")]).map((row) => row["@message"])).toEqual([PLANTED]);
});

test("the query of the link to the question returns its answer for the planted line", async () => {
  const notification = await compose(message(alarmMessageText()), options([]));
  const link = decodeInsightsLink(linkOf(notification, "Logs Insights: Errors over time"));
  expect(ask(link, [PLANTED, PLANTED])).toMatchObject([{ type: "SyncError", errors: 2 }]);
});

test("the query of the link to OpenSearch Dashboards is the pattern of the metric", async () => {
  const notification = await compose(message(alarmMessageText()), options([]));
  expect(decodeDiscoverLink(linkOf(notification, "OpenSearch Dashboards: the lines"))).toMatchObject({
    query: 'level:"ERROR" OR level:"CRITICAL"',
    from: FIRED_AT - 600_000,
    to: FIRED_AT + 60_000,
  });
});

test("an alarm that ends is resolved under the same key, and has no lines", async () => {
  const notification = await compose(message(alarmMessageText({ NewStateValue: "OK" })), options([PLANTED]));
  expect(notification).toMatchObject({
    state: "resolved",
    key: alarmName("test", "error-spike"),
    title: "Ended: inventorysync-test-error-spike",
    evidence: [],
  });
});

test.each([
  ["a JSON line", line("ERROR", `login failed, password=${PASSWORD}`)],
  ["a plain line", `ERROR login failed, password=${PASSWORD}`],
  [
    "a line with the password as a key",
    JSON.stringify({ level: "ERROR", password: PASSWORD, message: "failed" }),
  ],
])("a secret in %s does not reach the notification", async (_, planted) => {
  const notification = await compose(message(alarmMessageText()), options([planted]));
  expect(notification.evidence[0]?.lines[0]).toContain("failed");
  expect(JSON.stringify(notification)).not.toContain(PASSWORD);
});

test("an address is masked, and not hashed as for the sinks", async () => {
  const address = ["somebody", "example.com"].join("@");
  const notification = await compose(
    message(alarmMessageText()),
    options([line("ERROR", `no mail to ${address}`)]),
  );
  expect(JSON.stringify(notification)).not.toContain(address);
  expect(notification.evidence[0]?.lines[0]).toMatch(/no mail to \[redacted:email\]$/);
});

test("lines that cannot be read do not prevent the notification", async () => {
  class AccessDeniedException extends Error {
    override readonly name = "AccessDeniedException";
  }
  const notification = await compose(
    message(alarmMessageText()),
    options([], {
      lineReader: {
        findCountedLines: () => Promise.reject(new AccessDeniedException("made up")),
        readFirstLines: () => Promise.resolve([]),
      },
    }),
  );
  expect(notification.evidence).toEqual([
    { title: "The log lines could not be read: AccessDeniedException", lines: [] },
  ]);
  expect(linkOf(notification, "Runbook")).toContain("#error-spike");
});

test("an alarm that is not in the catalogue has its own description", async () => {
  const text = alarmMessageText({ AlarmName: "somebody-else", AlarmDescription: "the budget is exhausted" });
  const notification = await compose(message(text), options([]));
  expect(notification).toMatchObject({ key: "somebody-else", description: "the budget is exhausted" });
  expect(linkOf(notification, "Runbook")).toBe("");
});

test("a message that is not an alarm is passed on, redacted", async () => {
  const notification = await compose(message(`the trail was stopped, password=${PASSWORD}`), options([]));
  expect(notification).toMatchObject({
    title: "Page, test: made-up subject",
    key: "made-up-id",
    state: "firing",
  });
  expect(notification.description).toContain("the trail was stopped");
  expect(notification.description).not.toContain(PASSWORD);
});

function ask(link: ReturnType<typeof decodeInsightsLink>, lines: readonly string[]) {
  const events: readonly InsightsEvent[] = lines.map((text) => ({
    timestamp: FIRED_AT - 60_000,
    message: text,
    logGroup: logGroupName("test", "application"),
    logStream: "made-up",
  }));
  return evaluateInsights(link.query, events, link);
}
