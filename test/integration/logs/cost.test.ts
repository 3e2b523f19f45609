import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName } from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();
const client = new CloudWatchLogsClient(awsClientConfig(platform));
const LINE_BYTES = 1_000;

interface CostData {
  readonly usd: number;
  readonly workload: {
    readonly volumes: Readonly<
      Record<string, { readonly bytesPerDay: number; readonly linesPerDay: number }>
    >;
  };
}

async function measured(): Promise<CostData> {
  const { stdout, stderr } = await runLogs(platform, [
    "cost",
    "local",
    "--measured",
    "--since",
    "2h",
    "--json",
  ]);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as CostData;
}

test("--measured reads the lines and their bytes from the metrics of the log groups", async () => {
  await write(1);
  const before = await measured();
  await write(10);
  const after = await measured();
  const { bytesPerDay, linesPerDay } = after.workload.volumes["audit"] ?? { bytesPerDay: 0, linesPerDay: 0 };
  expect(linesPerDay).toBeGreaterThan(before.workload.volumes["audit"]?.linesPerDay ?? 0);
  // Other tests write shorter lines.
  expect(bytesPerDay / linesPerDay).toBeGreaterThan(100);
  expect(after.usd).toBeGreaterThan(0);
});

test("a volume that is given needs no AWS", async () => {
  const { stdout, exitCode } = await runLogs(platform, ["cost", "local", "--gib-per-day", "1"], {
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  });
  expect(stdout).toMatch(/^local, us-east-1: 1 GiB and [\d,]+ lines a day\n[\d,.]+ USD a month/);
  expect(exitCode).toBe(0);
});

async function write(lines: number): Promise<void> {
  const logGroup = { logGroupName: logGroupName("local", "audit"), logStreamName: `cost-test-${Date.now()}` };
  await client.send(new CreateLogStreamCommand(logGroup));
  const message = JSON.stringify({
    level: "INFO",
    logger: "inventorysync.cost",
    text: "x".repeat(LINE_BYTES),
  });
  const logEvents = Array.from({ length: lines }, () => ({ timestamp: Date.now(), message }));
  await client.send(new PutLogEventsCommand({ ...logGroup, logEvents }));
}
