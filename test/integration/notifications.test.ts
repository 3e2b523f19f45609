import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { Client } from "@opensearch-project/opensearch";
import { alarmName, dataStreamName, logGroupName } from "../../catalog";
import { loadEnvironment } from "../../config";
import { awsClientConfig } from "../../local/aws-client-config";
import { decodeInsightsLink } from "../../lambda/notification/links/insights-link";
import { decodeDiscoverLink } from "../../lambda/notification/links/search-link";
import type { Notification } from "../../lambda/notification/notification";
import { evaluateInsights, type InsightsEvent } from "../insights";
import { localPageUrl, platformEndpoints } from "./platform-endpoints";

const platform = platformEndpoints();
const cloudWatch = new CloudWatchClient(awsClientConfig(platform));
const logs = new CloudWatchLogsClient(awsClientConfig(platform));
const engine = new Client({
  node: platform.search?.url ?? "",
  auth: { username: platform.search?.username ?? "", password: platform.search?.password ?? "" },
  ssl: { ca: readFileSync(platform.search?.caFile ?? "") },
});

const AlarmName = alarmName("local", "error-spike");
const logGroup = logGroupName("local", "application");
const logStream = `notifications-test-${Date.now()}`;
const PASSWORD = ["made", "up", "word"].join("-");
const PLANTED = `planted by ${logStream}`;
const { errorSpike } = loadEnvironment("local").alarms;

let deployed: PutMetricAlarmCommandInput;
/** In milliseconds since the Unix epoch. Notifications that a failed notifier sends late are of alarms before. */
let startedAt = 0;

beforeAll(async () => {
  await logs.send(new CreateLogStreamCommand({ logGroupName: logGroup, logStreamName: logStream }));
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
  );
  deployed = alarm as PutMetricAlarmCommandInput;
  // The shortest period of CloudWatch, so that the spike ends soon.
  await cloudWatch.send(new PutMetricAlarmCommand({ ...deployed, Period: 10 }));
  // Other tests write errors, too.
  await setState(AlarmName, "OK");
  // A notification may have its time in whole seconds.
  startedAt = Date.now() - 1_000;
});

afterAll(async () => {
  await cloudWatch.send(new PutMetricAlarmCommand(deployed));
  for (const client of [cloudWatch, logs]) client.destroy();
  await engine.close();
});

test("a spike of errors notifies a subscriber with lines and links, and again when it ends", async () => {
  await writeErrors(errorSpike + 10, `${PLANTED} password=${PASSWORD}`);
  const fired = await waitFor(() => notificationOf("firing"));

  expect(fired).toMatchObject({ environment: "local", severity: "page", key: AlarmName });
  expect(fired.facts[0]).toMatch(
    new RegExp(`^Sum of ApplicationErrors in 10 seconds: \\d+; threshold: at least ${errorSpike}$`),
  );
  expect(fired.evidence).toEqual([
    { title: "The first 5 log lines", lines: expect.arrayContaining([expect.any(String)]) as string[] },
  ]);
  expect(fired.evidence[0]?.lines).toHaveLength(5);
  // Other tests may have written errors within the same period.
  expect(fired.evidence[0]?.lines).toContainEqual(expect.stringContaining(PLANTED));
  expect(JSON.stringify(fired)).not.toContain(PASSWORD);

  const runbook = await fetch(linkOf(fired, "Runbook"));
  expect(linkOf(fired, "Runbook")).toMatch(/^http:.*\/docs\/runbook\.md#error-spike$/);
  expect(await runbook.text()).toContain('id="error-spike"');
  expect(await linesByInsightsLink(fired)).toContainEqual(expect.stringContaining(PLANTED));
  await waitFor(async () => (await linesByDiscoverLink(fired)).find((line) => line.includes(PLANTED)));

  // One error at a time is no spike. CloudWatch evaluates an alarm by itself; the emulator does with each value.
  const ended = await waitFor(async () => {
    await writeErrors(1, "one more error");
    return notificationOf("resolved", AlarmName, Date.parse(fired.since) + 1);
  });
  expect(ended).toMatchObject({ key: fired.key, title: `Ended: ${AlarmName}`, evidence: [] });
  expect(Math.abs((ended.durationSeconds ?? NaN) - secondsBetween(fired, ended))).toBeLessThanOrEqual(1);
  expect(await (await fetch(localPageUrl())).text()).toContain(`Ended: ${AlarmName}`);
});

test("an alarm about a ratio asks its question; the emulator answers without the columns of the query", async () => {
  const name = alarmName("local", "webhook-failures");
  await setState(name, "ALARM");
  const fired = await waitFor(() => notificationOf("firing", name));
  expect(fired.evidence).toEqual([
    { title: expect.stringMatching(/^Webhooks by shop: /) as string, lines: [] },
  ]);
  const link = decodeInsightsLink(linkOf(fired, "Logs Insights: Webhooks by shop"));
  expect(link.logGroupNames).toEqual([logGroupName("local", "performance")]);
});

test("a composite alarm has the number of its condition, and when it ends its duration", async () => {
  const name = alarmName("local", "domain-red");
  const condition = alarmName("local", "domain-red-condition");
  await setState(condition, "ALARM");
  try {
    const fired = await waitFor(() => notificationOf("firing", name));
    expect(fired.facts).toEqual([
      expect.stringMatching(/^Maximum of ClusterStatus\.red in 60 seconds: .*; threshold: at least 1$/),
    ]);
    expect(linkOf(fired, "Runbook")).toMatch(/#domain-red$/);
  } finally {
    await setState(condition, "OK");
  }
  const ended = await waitFor(() => notificationOf("resolved", name));
  expect(ended).toMatchObject({ durationSeconds: expect.any(Number) as number, evidence: [] });
});

async function setState(name: string, StateValue: "ALARM" | "OK"): Promise<void> {
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason: "set by a test" }),
  );
}

async function writeErrors(count: number, message: string): Promise<void> {
  const timestamp = Date.now();
  const text = JSON.stringify({
    "@timestamp": new Date(timestamp).toISOString(),
    level: "ERROR",
    logger: "inventorysync.notifications",
    error_type: "PlantedError",
    message,
  });
  const logEvents = Array.from({ length: count }, () => ({ timestamp, message: text }));
  await logs.send(new PutLogEventsCommand({ logGroupName: logGroup, logStreamName: logStream, logEvents }));
}

async function received(): Promise<readonly Notification[]> {
  const response = await fetch(`${platform.notifications.url}/notifications`);
  return (await response.json()) as readonly Notification[];
}

async function notificationOf(
  state: Notification["state"],
  name = AlarmName,
  since = startedAt,
): Promise<Notification | undefined> {
  return (await received()).find(
    (each) => each.key === name && each.state === state && Date.parse(each.since) >= since,
  );
}

/** To a second: the history of the alarm has its times with a precision of its own. */
function secondsBetween(fired: Notification, ended: Notification): number {
  return (Date.parse(ended.since) - Date.parse(fired.since)) / 1_000;
}

function linkOf({ links }: Notification, title: string): string {
  return links.find((each) => each.title === title)?.url ?? "";
}

/** The emulator does not evaluate queries of Logs Insights, so the evaluator does, on the lines of the emulator. */
async function linesByInsightsLink(notification: Notification): Promise<readonly unknown[]> {
  const link = decodeInsightsLink(linkOf(notification, "Logs Insights: the lines"));
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({
      logGroupName: link.logGroupNames[0],
      startTime: link.from,
      endTime: link.to,
    }),
  );
  const found = events.map(({ timestamp = 0, message = "" }): InsightsEvent => ({
    timestamp,
    message,
    logGroup,
    logStream,
  }));
  return evaluateInsights(link.query, found, link).map((row) => row["@message"]);
}

async function linesByDiscoverLink(notification: Notification): Promise<readonly string[]> {
  const { query, from, to } = decodeDiscoverLink(linkOf(notification, "OpenSearch Dashboards: the lines"));
  const { body } = await engine.search({
    index: dataStreamName("local", "application"),
    body: {
      size: 1_000,
      query: {
        bool: {
          must: [{ query_string: { query } }],
          filter: [{ range: { "@timestamp": { gte: from, lte: to, format: "epoch_millis" } } }],
        },
      },
    },
  });
  return body.hits.hits.map(({ _source }) => JSON.stringify(_source));
}

/** Jest ends a test that waits for too long. */
async function waitFor<Value>(find: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await wait(500);
  }
}
