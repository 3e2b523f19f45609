import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  DeleteSubscriptionFilterCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutSubscriptionFilterCommand,
  type PutSubscriptionFilterCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  LambdaClient,
  paginateListFunctions,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { logGroupName, LOGS, roleName } from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { readSecret, writeSecret } from "../../../local/startup/deployment";
import { createOpenSearchReader } from "../../../local/verify";
import type { StepResult } from "../../../ops/smoke/step";
import { rewritingProxy } from "../../fixtures/rewriting-proxy";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";
import { forwarderFilter } from "../without-subscription";

interface SmokeReport {
  readonly ok: boolean;
  readonly run: string;
  readonly logStream: string;
  readonly steps: readonly StepResult[];
}

type Undo = () => Promise<unknown>;

const platform = platformEndpoints();
const config = awsClientConfig(platform);
const logs = new CloudWatchLogsClient(config);
const iam = new IAMClient(config);
const lambda = new LambdaClient(config);

let undo: Undo | undefined;
afterEach(async () => {
  await undo?.();
  undo = undefined;
});
afterAll(() => {
  for (const client of [logs, iam, lambda]) client.destroy();
});

/** For runs in which every event arrives: they end at once when it has. */
const AMPLE = "5m";
/** For runs that wait for an event that never arrives: long enough for the others on a busy machine. */
const UNTIL_MISSING = "45s";

async function smoke(
  env: Readonly<Record<string, string>> = {},
  timeout = AMPLE,
): Promise<SmokeReport & { readonly exitCode: number | null; readonly printed: string }> {
  const { stdout, stderr, exitCode } = await runLogs(
    platform,
    ["smoke", "local", "--json", "--timeout", timeout],
    env,
  );
  if (stdout === "") throw new Error(stderr);
  return { ...(JSON.parse(stdout) as SmokeReport), exitCode, printed: stdout };
}

/** The problems of a step, each with its remedy. */
function problemsOf({ steps }: SmokeReport, id: string): string {
  const step = steps.find((each) => each.id === id);
  if (step?.result !== "failed") return `${id} ${step?.result ?? "is missing"}`;
  return step.problems.map(({ problem, remedy }) => `${problem}\n${remedy}`).join("\n");
}

async function documentsOf(logStream: string): Promise<number> {
  const { search } = platform;
  if (!search) throw new Error("the platform has no search engine");
  const reader = createOpenSearchReader(search);
  try {
    const body = { query: { term: { "cloudwatch.log_stream": logStream } }, track_total_hits: true };
    return (await reader.search(body)).hits?.total?.value ?? 0;
  } finally {
    await reader.close();
  }
}

async function logGroupsWith(logStream: string): Promise<string[]> {
  const groups = await Promise.all(
    LOGS.map(async ({ id }) => {
      const group = { logGroupName: logGroupName("local", id), logStreamNamePrefix: logStream };
      const { logStreams } = await logs.send(new DescribeLogStreamsCommand(group));
      return logStreams?.length ? [id] : [];
    }),
  );
  return groups.flat();
}

test("a deployed platform passes every step that an emulator can show, and nothing stays in log groups and OpenSearch", async () => {
  const { steps, logStream, exitCode, ok } = await smoke();
  expect(steps.map(({ id, result }) => [id, result])).toEqual([
    ["write", "passed"],
    ["cloudwatch", "passed"],
    ["masking", "skipped"],
    ["opensearch-arrival", "passed"],
    ["opensearch-redaction", "passed"],
    ["sentry-arrival", "passed"],
    ["sentry-redaction", "passed"],
    ["datadog-arrival", "passed"],
    ["datadog-redaction", "passed"],
    ["clean-up", "passed"],
  ]);
  expect({ exitCode, ok }).toEqual({ exitCode: 0, ok: true });
  expect(await logGroupsWith(logStream)).toEqual([]);
  expect(await documentsOf(logStream)).toBe(0);
});

test("people see each step with its time, and --keep keeps the events", async () => {
  const { stdout, exitCode } = await runLogs(platform, ["smoke", "local", "--keep"]);
  expect(stdout).toMatch(/^✔ write: .* \(\d.*s\)\n {4}passed: 24 lines in 4 log groups$/m);
  expect(stdout).toMatch(/\n8 passed, 0 failed, 1 skipped\n$/);
  expect(exitCode).toBe(0);
  const { name = "" } = /(?<name>inventorysync-smoke\/\w+)/.exec(stdout)?.groups ?? {};
  expect(await logGroupsWith(name)).toEqual(LOGS.map(({ id }) => id));
  expect(await documentsOf(name)).toBe(24);
});

test("an interruption cleans up, and is no success", async () => {
  const { stdout, stderr, exitCode } = await runLogs(
    platform,
    ["smoke", "local"],
    {},
    "cloudwatch:",
    "SIGINT",
  );
  expect(stderr).toMatch(/^the smoke test was interrupted, and cleaned up/m);
  expect(exitCode).toBe(2);
  const { name = "" } = /(?<name>inventorysync-smoke\/\w+)/.exec(stdout)?.groups ?? {};
  expect(await logGroupsWith(name)).toEqual([]);
});

describe("a sink that cannot be read fails, and names what is missing:", () => {
  test.each([
    [
      "datadog-arrival",
      "an application key",
      { DD_APP_KEY: "" },
      /DD_APP_KEY is not set; set it to an application key/,
    ],
    [
      "datadog-arrival",
      "another application key",
      { DD_APP_KEY: "made-up" },
      /answers 403 .*correct DD_API_KEY and DD_APP_KEY/,
    ],
    [
      "sentry-arrival",
      "a token",
      { SENTRY_AUTH_TOKEN: "" },
      /SENTRY_AUTH_TOKEN is not set; set it to an auth token/,
    ],
    [
      "opensearch-arrival",
      "its password",
      { OPENSEARCH_PASSWORD: "made-up" },
      /the search engine .* answers 401/,
    ],
  ])("%s without %s", async (id, _, env, named) => {
    const report = await smoke(env);
    expect(problemsOf(report, id)).toMatch(named);
    expect(report.steps.find((step) => step.id === id.replace("arrival", "redaction"))?.result).toBe(
      "skipped",
    );
    expect({ ok: report.ok, exitCode: report.exitCode }).toEqual({ ok: false, exitCode: 1 });
    // The other sinks are judged.
    expect(report.steps.filter(({ result }) => result === "failed")).toHaveLength(1);
    for (const secret of [platform.datadog.apiKey, platform.datadog.appKey, platform.sentry.api.authToken])
      expect(report.printed).not.toContain(secret);
  });
});

describe("a platform that is broken:", () => {
  test("a log group without its subscription is named at every sink that should have its events", async () => {
    const group = { logGroupName: logGroupName("local", "security") };
    const found = await forwarderFilter(logs, group.logGroupName);
    const { filterName, filterPattern, destinationArn } = found ?? {};
    const input = {
      ...group,
      filterName,
      filterPattern,
      destinationArn,
    } as PutSubscriptionFilterCommandInput;
    await logs.send(new DeleteSubscriptionFilterCommand(input));
    undo = () => logs.send(new PutSubscriptionFilterCommand(input));
    const report = await smoke({}, UNTIL_MISSING);
    for (const id of ["opensearch-arrival", "sentry-arrival"])
      expect(problemsOf(report, id)).toMatch(
        /security\/error.*no sink has an event of the security log.*\nnpx logs check local --only subscriptions/,
      );
    expect(problemsOf(report, "datadog-arrival")).toBe("datadog-arrival passed");
    expect(report.exitCode).toBe(1);
  });

  test("a sink that refuses the forwarder's key has none of its events, and the others have theirs", async () => {
    const key = await readSecret(platform, "datadog-api-key");
    const putKey = async (value: string) => {
      await writeSecret(platform, "datadog-api-key", value);
      await forceColdStarts();
    };
    undo = () => putKey(key);
    await putKey(["made", "up", "key"].join("-"));
    const report = await smoke({}, UNTIL_MISSING);
    expect(problemsOf(report, "datadog-arrival")).toMatch(
      /Datadog does not have application\/record, .*\nnpx logs parked local and npx logs quarantine local --sink datadog/,
    );
    expect(problemsOf(report, "opensearch-arrival")).toBe("opensearch-arrival passed");
    expect(report.exitCode).toBe(1);
  });

  test("one event that is missing in one sink is named", async () => {
    const proxy = await rewritingProxy(platform.sentry.url, (body) =>
      isTable(body) ? { ...body, data: body.data.slice(1) } : body,
    );
    undo = () => proxy.close();
    const report = await smoke({ SENTRY_URL: proxy.url }, UNTIL_MISSING);
    expect(problemsOf(report, "sentry-arrival")).toMatch(
      /^Sentry does not have (?:application|security)\/[\w-]+, which/,
    );
    expect(report.steps.filter(({ result }) => result === "failed")).toHaveLength(1);
  });

  test("an event that a sink should not have, and a secret that arrives readable, are named", async () => {
    const stray = { attributes: { tags: ["log:audit"] } };
    // The intake has what the forwarder redacted. The proxy adds a line as it is in the log group.
    const proxy = await rewritingProxy(platform.datadog.url, async (body) =>
      isTable(body) ? { ...body, data: [...body.data, stray, ...(await linesInLogGroup(body.data))] } : body,
    );
    undo = () => proxy.close();
    const report = await smoke({ LOCAL_DATADOG_INTAKE_URL: proxy.url });
    expect(problemsOf(report, "datadog-arrival")).toMatch(
      /Datadog has an event of this log stream that the smoke test did not write\ndeploy the Forwarding stack/,
    );
    expect(problemsOf(report, "datadog-redaction")).toMatch(
      /the planted password \(credential\) of application\/secrets-in-text is readable in Datadog, expected a label/,
    );
    expect(problemsOf(report, "opensearch-redaction")).toBe("opensearch-redaction passed");
    expect(report.exitCode).toBe(1);
  });
});

describe("a role that may not do everything:", () => {
  test("without the permission to write, nothing is sent", async () => {
    const report = await smoke(await credentialsWith("logs:FilterLogEvents"));
    expect(problemsOf(report, "write")).toMatch(
      /the role of this session may not do this: .*logs:CreateLogStream/,
    );
    expect(report.steps.map(({ id }) => id)).toEqual(["write", "clean-up"]);
    expect(report.exitCode).toBe(1);
  });

  test("without the permissions to read and to delete, the log group is named, and what stays", async () => {
    const report = await smoke(await credentialsWith("logs:CreateLogStream", "logs:PutLogEvents"));
    expect(problemsOf(report, "cloudwatch")).toMatch(/may not do this: .*logs:FilterLogEvents/);
    expect(report.steps.map(({ id }) => id)).toEqual(["write", "cloudwatch", "clean-up"]);
    expect(JSON.stringify(report.steps.at(-1))).toMatch(
      /stays: the log stream inventorysync-smoke\/\w+ of \/inventorysync\/local\/application: the role of this session may not do this: .*logs:DeleteLogStream/,
    );
    expect(report.exitCode).toBe(1);
  });
});

/** An answer with rows, of Datadog or Sentry. */
function isTable(body: unknown): body is { readonly data: readonly unknown[] } {
  return typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);
}

/** The lines of the application log in the log stream of these logs of Datadog. */
async function linesInLogGroup(found: readonly unknown[]): Promise<readonly unknown[]> {
  const { attributes } = (found[0] ?? {}) as { readonly attributes?: { readonly host: string } };
  if (!attributes) return [];
  const logStreamNames = [attributes.host];
  const logGroup = logGroupName("local", "application");
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: logGroup, logStreamNames }));
  return events ?? [];
}

/** Environment variables with the credentials of a user who may do only this. */
async function credentialsWith(...actions: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const UserName = `smoke-${randomUUID()}`;
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sts:GetCallerIdentity", ...actions], Resource: "*" }],
  });
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "smoke", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? "",
  };
}

/** A change of its configuration ends the execution environments of a function, which cache credentials. */
async function forceColdStarts(): Promise<void> {
  // A warm replay would deliver the parked events with the key that it has.
  const roles = (["forwarder", "replay"] as const).map((name) => roleName("local", name));
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName, Role, Environment } of Functions)
      if (roles.some((role) => Role?.endsWith(`/${role}`)))
        await lambda.send(
          new UpdateFunctionConfigurationCommand({
            FunctionName,
            Environment: { Variables: Environment?.Variables },
          }),
        );
}
