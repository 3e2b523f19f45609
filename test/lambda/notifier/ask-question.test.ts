import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName, questionById } from "../../../catalog";
import { insightsQuestion } from "../../../lambda/notification/alarm-links";
import { answerTable } from "../../../lambda/notification/answer-table";
import { createQuestionReader } from "../../../lambda/notifier/ask-question";
import { createRedactor } from "../../../lambda/redaction";
import { evaluateInsights, type InsightsEvent } from "../../insights";

const question = questionById("slowest-routes");
const targets = { environment: "test", region: "us-east-1" };
const query = insightsQuestion(question, targets);
const RANGE = { from: 1_000_000, to: 2_000_500 };
const noSleep = () => Promise.resolve();

/** CloudWatch Logs with some lines. Each request for the result is answered with the next status, then "Complete". */
function logsWith(messages: readonly string[], statuses: readonly string[] = []) {
  const sent: unknown[] = [];
  const pending = [...statuses];
  let started: StartQueryCommand["input"] | undefined;
  const send = (command: unknown) => {
    sent.push(command);
    if (command instanceof StartQueryCommand) {
      started = command.input;
      return Promise.resolve({ queryId: "made-up-id" });
    }
    if (command instanceof StopQueryCommand) return Promise.resolve({});
    const status = pending.shift() ?? "Complete";
    return Promise.resolve(
      status === "Complete" ? { status, results: evaluate(started, messages) } : { status },
    );
  };
  return { client: { send } as unknown as CloudWatchLogsClient, sent };
}

function evaluate(started: StartQueryCommand["input"] | undefined, messages: readonly string[]) {
  const { queryString = "", startTime = 0, endTime = 0, limit } = started ?? {};
  const events = messages.map((message): InsightsEvent => ({
    ...{ timestamp: 1_500_000, message },
    ...{ logGroup: logGroupName("test", "application"), logStream: "made-up" },
  }));
  const range = { from: startTime * 1_000, to: endTime * 1_000 };
  return evaluateInsights(queryString, events, range)
    .slice(0, limit)
    .map((row) => Object.entries(row).map(([field, value]) => ({ field, value: String(value) })));
}

const request = (path: string, duration_ms: number) => JSON.stringify({ path, duration_ms, status: 200 });

test("a question is asked on its log groups and time, and its answer is read by its columns", async () => {
  const { client, sent } = logsWith([request("/slow", 3_000), request("/fast", 10), request("/slow", 2_000)]);
  const reader = createQuestionReader(client, noSleep);
  const rows = query && (await reader.ask(question, query, RANGE, new AbortController().signal));
  expect((sent[0] as StartQueryCommand).input).toMatchObject({
    logGroupNames: [logGroupName("test", "application")],
    startTime: 1_000,
    endTime: 2_000,
    limit: 5,
  });
  const [, first, second] = answerTable(question, rows ?? [], createRedactor());
  expect(first).toMatch(/^\/slow +2 +[\d,]+ +3,000$/);
  expect(second).toMatch(/^\/fast +1 +10 +10$/);
});

test("the result of a running query is requested until it is complete", async () => {
  const { client, sent } = logsWith([request("/slow", 3_000)], ["Scheduled", "Running"]);
  const rows =
    query &&
    (await createQuestionReader(client, noSleep).ask(question, query, RANGE, new AbortController().signal));
  expect(rows).toHaveLength(1);
  expect(sent.filter((command) => command instanceof GetQueryResultsCommand)).toHaveLength(3);
});

test("a query that fails has no answer", async () => {
  const { client, sent } = logsWith([], ["Failed"]);
  const reader = createQuestionReader(client, noSleep);
  await expect(query && reader.ask(question, query, RANGE, new AbortController().signal)).rejects.toThrow(
    "the query ended with the status Failed",
  );
  expect(sent.some((command) => command instanceof StopQueryCommand)).toBe(false);
});

test("a query that takes too long is stopped", async () => {
  const { client, sent } = logsWith([], ["Running"]);
  const deadline = new AbortController();
  const sleep = () => {
    deadline.abort();
    return Promise.reject(new Error("made up"));
  };
  const reader = createQuestionReader(client, sleep);
  await expect(query && reader.ask(question, query, RANGE, deadline.signal)).rejects.toThrow("made up");
  expect((sent.at(-1) as StopQueryCommand).input).toEqual({ queryId: "made-up-id" });
});

test("a question about a forwarder is asked on the log group of the forwarder, if there is one", () => {
  const redacted = questionById("redacted-data");
  expect(insightsQuestion(redacted, targets)).toBeUndefined();
  expect(insightsQuestion(redacted, { ...targets, forwarderLogGroupName: "made-up" })).toMatchObject({
    logGroupNames: ["made-up"],
  });
});
