/**
 * The drill of docs/disaster-recovery.md, "The domain is lost": everything that the platform created in the search engine is
 * gone, and comes back from the catalogue and from the log groups.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { InvokeCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { Client } from "@opensearch-project/opensearch";
import {
  dataStreamPattern,
  deliveryFunctionNames,
  type LogId,
  logGroupName,
  LOGS,
  type RoleName,
  roleName,
  searchContentName,
} from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { serveOnLoopback } from "../../../local/web";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const ENVIRONMENT = "local";
const HOUR_MS = 3_600_000;
/** Hours before those of other tests. */
const START = Date.now() - 200 * HOUR_MS;
const WINDOW = [START - HOUR_MS, START + HOUR_MS].map((time) => new Date(time).toISOString());
const [SINCE = "", UNTIL = ""] = WINDOW;
const LINES = 5;
const CONTENT_CHECKS = ["data-streams", "index-templates", "search-templates", "search-roles"];

const platform = platformEndpoints();
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const logStreamName = `lost-domain-${randomUUID()}`;
const expiredStreamName = `expired-${randomUUID()}`;
const engine = createEngineClient();

beforeAll(async () => {
  for (const { id } of LOGS) await write(id, logStreamName, LINES);
  await write("application", expiredStreamName, 1);
  while ((await countOf(logStreamName)) < LOGS.length * LINES || (await countOf(expiredStreamName)) < 1);
});

afterAll(async () => {
  cloudWatchLogs.destroy();
  lambda.destroy();
  await engine.close();
});

const logs = (...args: readonly string[]) => runLogs(platform, args);
const checkContent = () => logs("check", ENVIRONMENT, ...CONTENT_CHECKS.flatMap((id) => ["--only", id]));
const reconcile = (...args: readonly string[]) =>
  logs("reconcile", ENVIRONMENT, "--since", SINCE, "--until", UNTIL, "--settling", "0s", ...args);

test("a lost domain comes back from the catalogue and the log groups, without what their retention has deleted", async () => {
  expect(await reconcile()).toMatchObject({ exitCode: 0 });

  await loseEverything();
  // The retention of the log group has deleted this log stream.
  const expired = {
    logGroupName: logGroupName(ENVIRONMENT, "application"),
    logStreamName: expiredStreamName,
  };
  await cloudWatchLogs.send(new DeleteLogStreamCommand(expired));
  expect(await checkContent()).toMatchObject({ exitCode: 1 });

  await applyContent();
  expect(await checkContent()).toMatchObject({ exitCode: 0 });
  const { stdout, exitCode } = await reconcile();
  expect(exitCode).toBe(1);
  for (const { id } of LOGS)
    expect(stdout).toContain(`UNEXPLAINED: ${LINES} events of the ${id} log: not at OpenSearch`);

  for (const { id } of LOGS)
    expect(
      await logs("resend", ENVIRONMENT, "--log", id, "--sink", "opensearch", "--since", "14d", "--yes"),
    ).toMatchObject({ exitCode: 0 });
  while ((await countOf(logStreamName)) < LOGS.length * LINES);
  const recovered = await reconcile("--sink", "opensearch");
  expect(recovered.stdout).toMatch(/\nclean: every difference is explained\n$/);
  expect(recovered.exitCode).toBe(0);
  // Another sink still has the event that cannot come back, and the reconciliation names it.
  const { stdout: all } = await reconcile();
  expect(all).toContain("UNEXPLAINED: 1 event of the application log: at Datadog, but not in the log group");
  expect(all).toMatch(/\nnot clean: 1 unexplained event, 0 contradictions with the ledger,/);
  expect(all).toContain(expiredStreamName);
  expect(await countOf(logStreamName)).toBe(LOGS.length * LINES);
  expect(await countOf(expiredStreamName)).toBe(0);
});

async function write(log: LogId, stream: string, lines: number): Promise<void> {
  const group = { logGroupName: logGroupName(ENVIRONMENT, log), logStreamName: stream };
  await cloudWatchLogs.send(new CreateLogStreamCommand(group));
  const logEvents = Array.from({ length: lines }, (_, line) => ({
    message: JSON.stringify({ level: "INFO", message: `line ${line}` }),
    timestamp: START + line,
  }));
  await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
}

function createEngineClient(): Client {
  if (!platform.search) throw new Error("this test needs the search engine; start the platform with it");
  const { url, username, password, caFile } = platform.search;
  return new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
}

async function countOf(stream: string): Promise<number> {
  const index = dataStreamPattern(ENVIRONMENT);
  await engine.indices.refresh({ index });
  const { body } = await engine.count({
    index,
    body: { query: { term: { "cloudwatch.log_stream": stream } } },
  });
  return body.count;
}

/** Deletes every record, template, pipeline, search template and role of the environment. */
async function loseEverything(): Promise<void> {
  const names = searchContentName(ENVIRONMENT, "*");
  await request("DELETE", `/_data_stream/${dataStreamPattern(ENVIRONMENT)}`);
  await request("DELETE", `/_index_template/${names}`);
  await request("DELETE", `/_component_template/${names}`);
  await request("DELETE", `/_ingest/pipeline/${names}`);
  const { metadata } = (await request("GET", "/_cluster/state/metadata")) as {
    metadata: { stored_scripts?: object };
  };
  const prefix = searchContentName(ENVIRONMENT, "");
  for (const id of Object.keys(metadata.stored_scripts ?? {}))
    if (id.startsWith(prefix)) await request("DELETE", `/_scripts/${id}`);
  const roles = await request("GET", "/_plugins/_security/api/roles");
  for (const kind of ["rolesmapping", "roles"])
    for (const name of Object.keys(roles))
      if (name.startsWith(prefix)) await request("DELETE", `/_plugins/_security/api/${kind}/${name}`);
}

async function request(method: "GET" | "DELETE", path: string): Promise<object> {
  return (await engine.transport.request({ method, path })).body as object;
}

/** The update of the custom resource that a deployment of the Search stack requests. */
async function applyContent(): Promise<void> {
  const roleArns = (...roles: readonly RoleName[]) =>
    roles.map((role) => `arn:aws:iam::${platform.aws.accountId}:role/${roleName(ENVIRONMENT, role)}`);
  const responses: string[] = [];
  const server = await serveOnLoopback((incoming, response) => {
    incoming.setEncoding("utf8").on("data", (text: string) => responses.push(text));
    incoming.on("end", () => response.end());
  });
  try {
    const event = {
      ...{ RequestType: "Update", ResponseURL: server.url, StackId: "made-up", RequestId: randomUUID() },
      ...{ LogicalResourceId: "Content", PhysicalResourceId: `search-content-${ENVIRONMENT}` },
      ResourceType: "Custom::SearchContent",
      ResourceProperties: {
        ...{ environment: ENVIRONMENT, retentionDays: {}, replicas: 0, contentDigest: randomUUID() },
        writers: roleArns(...deliveryFunctionNames("opensearch")),
        readers: roleArns("reader"),
        auditors: roleArns("auditor"),
      },
    };
    const FunctionName = await searchContentFunction();
    await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    expect(responses.join("")).toContain('"SUCCESS"');
  } finally {
    await server.close();
  }
}

async function searchContentFunction(): Promise<string> {
  const role = `/${roleName(ENVIRONMENT, "search-content")}`;
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { Role = "", FunctionName } of Functions)
      if (Role.endsWith(role) && FunctionName) return FunctionName;
  throw new Error(`no function has the role ${role}`);
}
