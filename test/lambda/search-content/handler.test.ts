import type { Context } from "aws-lambda";
import type { handler as Handler } from "../../../lambda/search-content/handler";
import { MAX_SEND_MS } from "../../../lambda/search-content/send-response";
import { customResourceRequest } from "../../fixtures/engine/custom-resource-requests";
import { OPENSEARCH } from "../../fixtures/engine/engine-scripts";
import {
  type Script,
  type ScriptedEngine,
  scriptedEngine,
  NO_RESPONSE,
} from "../../fixtures/engine/scripted-engine";

const PASSWORD = ["made", "up", "password"].join("-");
const ENVIRONMENT = {
  POWERTOOLS_LOG_LEVEL: "SILENT",
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "made-up",
  AWS_SECRET_ACCESS_KEY: "made-up",
  ALLOW_PRIVATE_ADDRESSES: "true",
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

/** The function's response to a Create, with this engine, secret and constant remaining time. */
async function createAndGetResponse(
  script: Script,
  { secret = userSecret(PASSWORD), workMs = 300_000 } = {},
) {
  const [engine, secrets, bucket] = await Promise.all([
    scriptedEngine(script),
    scriptedEngine({ "POST /": { body: { SecretString: secret } } }),
    scriptedEngine(),
  ]);
  running = [engine, secrets, bucket];
  process.env["OPENSEARCH_ENDPOINTS"] = engine.url;
  process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = secrets.url;

  const context = { getRemainingTimeInMillis: () => workMs + MAX_SEND_MS } as Context;
  await handler(customResourceRequest("Create", { ResponseURL: `${bucket.url}/answer` }), context);
  expect(bucket.requestLines()).toEqual(["PUT /answer"]);
  return bucket.requests[0]?.body;
}

test("an engine that accepts the content gives SUCCESS, with what was done", async () => {
  await expect(createAndGetResponse(OPENSEARCH)).resolves.toMatchObject({
    Status: "SUCCESS",
    PhysicalResourceId: "search-content-test",
    Data: { Retention: "state management policies applied" },
  });
});

test("an engine that fails gives FAILED, with the request and the error", async () => {
  const serverError = { status: 500, body: { error: { type: "exception", reason: "boom" } } };
  await expect(
    createAndGetResponse({ ...OPENSEARCH, "GET /_cat/plugins": serverError }),
  ).resolves.toMatchObject({
    Status: "FAILED",
    Reason: "GET /_cat/plugins?format=json&h=component answered 500: exception: boom",
  });
});

test("an engine that does not respond gives FAILED before the function times out", async () => {
  await expect(createAndGetResponse({ "GET /": NO_RESPONSE }, { workMs: 50 })).resolves.toMatchObject({
    Status: "FAILED",
    Reason: expect.stringMatching(/^GET \/ got no response: /) as string,
  });
});

test("a malformed secret gives FAILED, and no part of the secret is printed", async () => {
  const response = await createAndGetResponse(OPENSEARCH, { secret: `user:${PASSWORD}` });
  expect(response).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("secret search-engine is not JSON") as string,
  });
  expect(JSON.stringify(response)).not.toContain(PASSWORD);
});

test("a function without a required variable still responds", async () => {
  delete process.env["OPENSEARCH_AUTHENTICATION"];
  await expect(createAndGetResponse(OPENSEARCH)).resolves.toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining(
      "OPENSEARCH_AUTHENTICATION is missing, expected one of sigv4, basic, apiKey",
    ) as string,
  });
});

function userSecret(password: string): string {
  return JSON.stringify({ username: "admin", password });
}
