import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { alarmName, ALARMS } from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();
const client = new CloudWatchClient(awsClientConfig(platform));
/** The emulator has no metric of the domain, so it does not change the state of this alarm itself. */
const ALARM = "domain-key-unusable";
const AlarmName = alarmName("local", ALARM);

interface AlarmRow {
  readonly alarm: string;
  readonly state: string;
  readonly actions?: string;
  readonly reason?: string;
}

async function setState(StateValue: "ALARM" | "OK", StateReason: string): Promise<void> {
  await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
}

afterEach(async () => {
  await setState("OK", "end of the test");
});

test("alarms lists every alarm of the environment with its state and its actions", async () => {
  const { stdout } = await runLogs(platform, ["alarms", "local", "--json"]);
  const rows = JSON.parse(stdout) as readonly AlarmRow[];
  // It has no continuous traffic, and lacks the alarms of the other topology: one or two.
  expect(rows.length).toBeGreaterThanOrEqual(ALARMS.length - 3);
  expect(rows.map(({ actions }) => actions)).toEqual(rows.map(() => "enabled"));
});

test("an alarm in state ALARM comes first with its reason, and the exit code is 1", async () => {
  await setState("ALARM", "set by a test");
  const { stdout, exitCode } = await runLogs(platform, ["alarms", "local"]);
  expect(stdout.split("\n")[0]).toMatch(/^alarm +severity +state +since +actions$/);
  expect(stdout).toMatch(/^domain-key-unusable +page +ALARM +\S+Z +enabled$/m);
  expect(stdout).toMatch(
    /^domain-key-unusable: set by a test\n {2}npx logs explain local domain-key-unusable\n {2}docs\/runbook\.md#domain-key-unusable$/m,
  );
  expect(exitCode).toBe(1);
});

test("an alarm that somebody has deleted is not deployed, and the exit code is 1", async () => {
  const { MetricAlarms: [alarm] = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
  );
  await client.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
  try {
    const { stdout, exitCode } = await runLogs(platform, ["alarms", "local"]);
    expect(stdout).toContain("domain-key-unusable is not deployed: deploy the stack Monitoring of local");
    expect(exitCode).toBe(1);
    const explained = await runLogs(platform, ["explain", "local", ALARM]);
    expect(explained.stdout).toContain("inventorysync-local-domain-key-unusable is not deployed");
    expect(explained.exitCode).toBe(1);
  } finally {
    await client.send(
      new PutMetricAlarmCommand(alarm as ConstructorParameters<typeof PutMetricAlarmCommand>[0]),
    );
  }
});

test("explain prints the article, the state and its history", async () => {
  await setState("OK", "before");
  await setState("ALARM", "set by a test");
  const { stdout, exitCode } = await runLogs(platform, ["explain", "local", ALARM]);
  expect(stdout).toMatch(/^domain-key-unusable\n\nDescription\./);
  expect(stdout).toMatch(/^domain-key-unusable is in state ALARM since \S+Z; its actions: enabled$/m);
  expect(stdout).toMatch(/^reason: set by a test$/m);
  expect(stdout).toMatch(/^last changes:\n {2}\S+Z {2}Alarm updated from OK to ALARM$/m);
  expect(stdout).toMatch(/^no values of the metric|^last values of the metric/m);
  expect(exitCode).toBe(1);
});

test("explain shows each condition of a composite alarm with its state", async () => {
  const { stdout } = await runLogs(platform, ["explain", "local", "availability-burn-slow"]);
  expect(stdout).toMatch(/^availability-burn-slow is in state (OK|INSUFFICIENT_DATA) since /m);
  for (const window of ["3d", "6h"])
    expect(stdout).toMatch(
      new RegExp(`of inventorysync-local-availability-burn-slow-${window} \\(\\w+\\)`, "m"),
    );
});

test("a composite alarm changes its state with its condition", async () => {
  const condition = alarmName("local", "domain-red-condition");
  const set = (StateValue: "ALARM" | "OK") =>
    client.send(new SetAlarmStateCommand({ AlarmName: condition, StateValue, StateReason: "set by a test" }));
  await set("ALARM");
  try {
    const { stdout } = await runLogs(platform, ["alarms", "local"]);
    expect(stdout).toMatch(/^domain-red +page +ALARM +\S+Z +enabled$/m);
  } finally {
    await set("OK");
  }
});

test("explain asks the question of the alarm now", async () => {
  const { stdout } = await runLogs(platform, ["explain", "local", "error-spike", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    alarm: "error-spike",
    answer: { question: "error-trend", rows: expect.any(Array) as unknown },
    metrics: [{ alarm: "inventorysync-local-error-spike", periodSeconds: 300, threshold: 50 }],
  });
});

test("a search engine that cannot be reached does not hide the rest", async () => {
  const { stdout } = await runLogs(platform, ["explain", "local", "error-spike"], {
    OPENSEARCH_URL: "https://127.0.0.1:9",
  });
  expect(stdout).toMatch(/^error-spike is in state /m);
  expect(stdout).toMatch(/^could not be asked: the search engine \S+ cannot be reached/m);
});

test("the article is printed also if AWS cannot be reached", async () => {
  const { stdout, stderr, exitCode } = await runLogs(platform, ["explain", "local", ALARM], {
    AWS_ENDPOINT_URL: "https://127.0.0.1:9",
  });
  expect(stdout).toMatch(/^domain-key-unusable\n\nDescription\./);
  expect(stderr).toMatch(/^a server cannot be reached: .*AWS_ENDPOINT_URL/m);
  expect(exitCode).toBe(2);
});

test("an unknown alarm is named with the nearest one", async () => {
  const { stderr, exitCode } = await runLogs(platform, ["explain", "local", "error-spke"]);
  expect(stderr).toMatch(/^unknown alarm "error-spke"; the nearest is error-spike, expected one of/m);
  expect(exitCode).toBe(2);
});

test("an alarm of the other topology is explained as such", async () => {
  const { stdout, exitCode } = await runLogs(platform, ["explain", "local", "kinesis-iterator-age"]);
  expect(stdout).toContain("local has no alarm kinesis-iterator-age: its metric does not exist there");
  expect(exitCode).toBe(0);
});
