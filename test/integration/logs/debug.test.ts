import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient } from "@aws-sdk/client-iam";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { debugParameterName, functionLogGroupName, logGroupName } from "../../../catalog";
import { withApplication } from "../../../local/application/run-application";
import { awsClientConfig } from "../../../local/aws-client-config";
import { findPython } from "../../../local/startup/python";
import { runLogs } from "../../fixtures/run-logs";
import { credentialsOf } from "../host-credentials";
import { platformEndpoints } from "../platform-endpoints";

/** Ends a wait that would never end; a busy machine is far quicker. */
const HANG_MS = 600_000;

const platform = platformEndpoints();
const clientConfig = awsClientConfig(platform);
const logs = new CloudWatchLogsClient(clientConfig);
const ssm = new SSMClient(clientConfig);
let operator: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inventorysync-debug-"));
  const { accessKeyId, secretAccessKey } = await credentialsOf(new IAMClient(clientConfig), "operator");
  operator = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
});
afterAll(async () => {
  await debug("off");
  await rm(folder, { recursive: true });
});

/** With the permissions of the role `operator`, and no others. */
function debug(...args: readonly string[]) {
  return runLogs(platform, ["debug", "local", ...args], operator);
}

async function until<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  const deadline = Date.now() + HANG_MS;
  for (;;) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (Date.now() > deadline) throw new Error("the condition did not become true");
    await wait(250);
  }
}

// Without Python, the platform runs only with components that somebody else started.
const ifInstallable = findPython() === undefined ? describe.skip : describe;
ifInstallable("the sample application", () => {
  test("writes DEBUG lines while debug mode is on, and ends it by itself", async () => {
    const logDir = join(folder, "log");
    const options = { endpoints: platform, runFolder: folder, logDir };
    const linesOf = async (log: string, event: string) =>
      (await readFile(join(logDir, `${log}.log`), "utf8"))
        .split("\n")
        .filter((line) => line.includes(`"event": "${event}"`) || line.includes(`"event":"${event}"`));
    const debugLines = () => linesOf("application", "request.started");
    await withApplication(options, async ({ url }) => {
      const request = () => fetch(`${url}/v1/products/SKU-1/price`);
      await request();
      expect(await debugLines()).toEqual([]);

      // The process that starts debug mode is gone when it returns.
      const { stdout, stderr, exitCode } = await debug("on", "--for", "20s", "--yes");
      expect({ stdout, exitCode }).toEqual({
        stdout: expect.stringMatching(/^debug mode of the application is on until /) as string,
        exitCode: 0,
      });
      expect(stderr).toMatch(/additional cost/);
      const first = await until(async () => {
        await request();
        return (await debugLines())[0];
      });
      expect(JSON.parse(first)).toMatchObject({ level: "DEBUG" });
      const started = JSON.parse((await linesOf("audit", "debug.started"))[0] ?? "{}") as { actor?: string };
      expect(started.actor).toMatch(/:user\/operator-/);

      const workers = (await linesOf("audit", "debug.started")).length;
      await until(async () => ((await linesOf("audit", "debug.ended")).length >= workers ? true : undefined));
      const before = (await debugLines()).length;
      await request();
      expect(await debugLines()).toHaveLength(before);
      // Nothing has removed the value: it is over.
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: debugParameterName("local") }));
      expect(Parameter?.Value).toContain('"level":"DEBUG"');
      expect((await debug()).stdout).toBe("application: off\nforwarder: off\n");
    });
  });
});

test("a forwarder in debug mode writes which events it received, without a deployment", async () => {
  const target = { logGroupName: logGroupName("local", "application"), logStreamName: `debug-${Date.now()}` };
  await logs.send(new CreateLogStreamCommand(target));
  const { exitCode } = await debug("on", "--target", "forwarder", "--for", "10m", "--yes");
  expect(exitCode).toBe(0);
  expect((await debug("--target", "forwarder")).stdout).toMatch(/^forwarder: DEBUG until /);

  // A forwarder reads its debug mode once a minute.
  const line = await until(async () => {
    const logEvents = [{ timestamp: Date.now(), message: '{"level":"INFO","message":"made-up"}' }];
    await logs.send(new PutLogEventsCommand({ ...target, logEvents }));
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: functionLogGroupName("local", "forwarder") }),
    );
    return events
      .map(({ message = "" }) => message)
      .find((message) => message.includes(target.logStreamName));
  });
  expect(line).toMatch(/"level":"DEBUG"/);
  expect(line).toMatch(/"firstId":"\S+?"/);
  expect(line).not.toContain("made-up");
  expect((await debug("off")).stdout).toBe("debug mode of the forwarder is off\n");
});
