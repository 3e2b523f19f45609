import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName } from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { operatorVariables } from "../../../local/startup/operator-variables";
import { logsFile, runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();
const logStreamName = `tail-test-${Date.now()}`;
const SHOP = `${logStreamName}-shop`;
const ADDRESS = ["jane", "example.com"].join("@");

const client = new CloudWatchLogsClient(awsClientConfig(platform));

beforeAll(async () => {
  for (const log of ["application", "audit"] as const)
    await client.send(
      new CreateLogStreamCommand({ logGroupName: logGroupName("local", log), logStreamName }),
    );
  const now = Date.now();
  await write("application", [
    { timestamp: now - 3_000, message: record({ level: "INFO", message: `one for ${ADDRESS}` }) },
    { timestamp: now - 2_000, message: record({ level: "ERROR", message: "two" }) },
  ]);
  await write("audit", [{ timestamp: now - 1_000, message: record({ level: "INFO", message: "three" }) }]);
});

function record(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ logger: "inventorysync.tail", shop: SHOP, ...fields });
}

async function write(
  log: "application" | "audit",
  logEvents: { timestamp: number; message: string }[],
): Promise<void> {
  await client.send(
    new PutLogEventsCommand({ logGroupName: logGroupName("local", log), logStreamName, logEvents }),
  );
}

async function messages(...args: readonly string[]): Promise<readonly unknown[]> {
  const { stdout } = await runLogs(platform, ["tail", "local", ...args, "--shop", SHOP, "--json"]);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { record: { message: string } }).record.message);
}

test("the newest lines of all logs come in the order of their times, redacted", async () => {
  expect(await messages()).toEqual(["one for [redacted:email]", "two", "three"]);
});

test.each([
  [["application"], ["one for [redacted:email]", "two"]],
  [["--level", "error"], ["two"]],
  [["--grep", "three"], ["three"]],
  [["--grep", ADDRESS], []],
  [["-n", "1"], ["three"]],
  [["--since", "0s"], []],
])("%j shows %j", async (args, expected) => {
  expect(await messages(...args)).toEqual(expected);
});

test("without a terminal, a record is one line without colors", async () => {
  const { stdout } = await runLogs(platform, ["tail", "local", "audit", "--shop", SHOP]);
  expect(stdout).toMatch(/^\S+Z {2}INFO {6}inventorysync\.tail {2}three {2}shop=\S+\n$/);
});

test("--follow shows each line that arrives once, and Ctrl-C ends it with exit code 130", async () => {
  const child = start("tail", "local", "--follow", "--shop", SHOP, "--grep", "follow");
  const ended = new Promise((resolve) => child.once("close", resolve));
  const shown: string[] = [];
  try {
    for (const number of [1, 2, 3]) {
      const line = new Promise<void>((resolve) => {
        createInterface(child.stdout).once("line", (text) => {
          shown.push(text.replace(/^.*(follow \d).*$/, "$1"));
          resolve();
        });
      });
      await write("application", [
        { timestamp: Date.now(), message: record({ level: "INFO", message: `follow ${number}` }) },
      ]);
      await line;
    }
  } finally {
    child.kill("SIGINT");
  }
  expect(await ended).toBe(130);
  expect(shown).toEqual(["follow 1", "follow 2", "follow 3"]);
});

test("the command ends without an error when the reader closes the pipe", async () => {
  const child = start("tail", "local", "--since", "7d", "--follow", "-n", "10000");
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  await write("application", [{ timestamp: Date.now(), message: record({ message: "after the pipe" }) }]);
  const poke = setInterval(() => {
    void write("application", [{ timestamp: Date.now(), message: record({ message: "more" }) }]);
  }, 500);
  const exitCode = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(poke);
  expect(exitCode).toBe(0);
  expect(stderr).not.toContain("EPIPE");
});

test.each([
  [["tail", "local", "aplication"], /^unknown log "aplication"; the nearest is application, expected/m],
  [["tail", "local", "--level", "ERR"], /^unknown level "ERR"; the nearest is ERROR, expected/m],
  [["tail", "local", "--lines", "many"], /expected a number from 0 to 10000/],
])("%j is refused with the remedy", async (args, expected) => {
  const { exitCode, stderr } = await runLogs(platform, args);
  expect(stderr).toMatch(expected);
  expect(exitCode).toBe(2);
});

describe("with AWS answering that the session has expired", () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ __type: "ExpiredTokenException", message: "expired" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([["tail"], ["tail", "--follow"]])("%j says how to log in", async (command, ...options) => {
    const { port } = server.address() as AddressInfo;
    const { exitCode, stderr } = await runLogs(platform, [command, "local", ...options], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    expect(stderr).toMatch(/^the AWS session has expired\. To fix it, log in/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBe(2);
  });
});

function start(...args: readonly string[]) {
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...operatorVariables(platform) };
  return spawn(process.execPath, [logsFile(), ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
