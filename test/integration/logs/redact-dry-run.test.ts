import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName } from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import type { Finding } from "../../../ops/redact/findings";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();
const client = new CloudWatchLogsClient(awsClientConfig(platform));
const logStreamName = `dry-run-test-${Date.now()}`;
/** A field of this test alone. */
const FIELD = `recipient${Date.now()}`;
const ADDRESS = ["jane", "example.com"].join("@");

beforeAll(async () => {
  const target = { logGroupName: logGroupName("local", "application"), logStreamName };
  await client.send(new CreateLogStreamCommand(target));
  const message = JSON.stringify({ message: "sent", [FIELD]: ADDRESS });
  const logEvents = [1, 2].map((count) => ({ timestamp: Date.now() - count, message }));
  await client.send(new PutLogEventsCommand({ ...target, logEvents }));
});

test("the findings of the log groups are reported by field, without a value", async () => {
  const args = ["redact", "--dry-run", "local", "--since", "1h", "--json"];
  const { stdout, exitCode } = await runLogs(platform, args);
  const { findings, lines } = JSON.parse(stdout) as { lines: number; findings: readonly Finding[] };
  expect(lines).toBeGreaterThanOrEqual(2);
  expect(findings.filter(({ field }) => field === `attributes.${FIELD}`)).toEqual([
    expect.objectContaining({ log: "application", class: "contact", action: "hash", count: 2 }),
  ]);
  expect(stdout).not.toContain(ADDRESS);
  expect(exitCode).toBe(0);
});

test("the report for people states the sample, and what it cannot know", async () => {
  const args = ["redact", "--dry-run", "local", "--log", "application", "--sample", "0.5"];
  const { stdout } = await runLogs(platform, args);
  expect(stdout).toMatch(/^a sample of 50 % of the time window/m);
  expect(stdout).toMatch(/^The sampling rates and filters of the sinks are not applied\./m);
});

test.each([
  [["--dry-run", "locale"], /locale/],
  [["--dry-run", "local", "--since", "soon"], /^--since is "soon", expected an age/m],
  [["--dry-run", "local", "--sample", "2"], /expected a number above 0 and at most 1/],
  [["a.log", "--dry-run", "local"], /^--dry-run reads log groups; leave out the file a\.log/m],
])("redact %j is refused with the remedy", async (args, expected) => {
  const { stderr, exitCode } = await runLogs(platform, ["redact", ...args]);
  expect(stderr).toMatch(expected);
  expect(exitCode).toBe(2);
});
