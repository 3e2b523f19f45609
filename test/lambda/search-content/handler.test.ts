import type { Context } from "aws-lambda";
import type { handler as Handler } from "../../../lambda/search-content/handler";
import { SENDING_MS } from "../../../lambda/search-content/send-answer";
import { OPENSEARCH } from "../../fixtures/engine/engines";
import { request } from "../../fixtures/engine/requests";
import {
  type Script,
  type ScriptedEngine,
  scriptedEngine,
  silence,
} from "../../fixtures/engine/scripted-engine";

const PASSWORD = ["made", "up", "password"].join("-");
const ENVIRONMENT = {
  POWERTOOLS_LOG_LEVEL: "SILENT",
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "made-up",
  AWS_SECRET_ACCESS_KEY: "made-up",
  OPENSEARCH_AUTHENTICATION: "basic",
  OPENSEARCH_SECRET_ID: "search-engine",
};

let handler: typeof Handler;
let running: ScriptedEngine[] = [];
const before = { ...process.env };

beforeAll(async () => {
  Object.assign(process.env, ENVIRONMENT);
  ({ handler } = await import("../../../lambda/search-content/handler"));
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  running = [];
});
afterAll(() => {
  process.env = before;
});

/** The function's answer to a Create, with an engine, a secret and so much time for the work. */
async function answer(script: Script, { secret = userSecret(PASSWORD), workMs = 10_000 } = {}) {
  const [engine, secrets, bucket] = await Promise.all([
    scriptedEngine(script),
    scriptedEngine({ "POST /": { body: { SecretString: secret } } }),
    scriptedEngine(),
  ]);
  running = [engine, secrets, bucket];
  process.env["OPENSEARCH_ENDPOINTS"] = engine.url;
  process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = secrets.url;

  const until = Date.now() + workMs + SENDING_MS;
  const context = { getRemainingTimeInMillis: () => until - Date.now() } as Context;
  await handler(request("Create", { ResponseURL: `${bucket.url}/answer` }), context);
  expect(bucket.asked()).toEqual(["PUT /answer"]);
  return bucket.requests[0]?.body;
}

test("an engine that takes the content is a success, with what was done", async () => {
  await expect(answer(OPENSEARCH)).resolves.toMatchObject({
    Status: "SUCCESS",
    PhysicalResourceId: "search-content-test",
    Data: { Retention: "state management policies applied" },
  });
});

test("an engine that fails is a failure, with what was asked and what it said", async () => {
  const boom = { status: 500, body: { error: { type: "exception", reason: "boom" } } };
  await expect(answer({ ...OPENSEARCH, "GET /_cat/plugins": boom })).resolves.toMatchObject({
    Status: "FAILED",
    Reason: "GET /_cat/plugins?format=json&h=component answered 500: exception: boom",
  });
});

test("an engine that never answers is a failure, in time to say so", async () => {
  await expect(answer({ "GET /": silence }, { workMs: 300 })).resolves.toMatchObject({
    Status: "FAILED",
    Reason: expect.stringMatching(/^GET \/ had no answer: /) as string,
  });
});

test("a secret of another form is a failure, and nothing of it is told", async () => {
  const told = await answer(OPENSEARCH, { secret: `user:${PASSWORD}` });
  expect(told).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("secret search-engine is not JSON") as string,
  });
  expect(JSON.stringify(told)).not.toContain(PASSWORD);
});

test("a function that lacks a variable answers all the same", async () => {
  delete process.env["OPENSEARCH_AUTHENTICATION"];
  await expect(answer(OPENSEARCH)).resolves.toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining(
      "OPENSEARCH_AUTHENTICATION is missing, expected one of sigv4, basic, apiKey",
    ) as string,
  });
});

function userSecret(password: string): string {
  return JSON.stringify({ username: "admin", password });
}
