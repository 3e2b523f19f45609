import { MIN_RESPONSE_LIMIT_BYTES, RESPONSE_BYTES_PER_LINE } from "../../../lambda/shared/bounded-connection";
import { createSearchClient, type SearchAuthentication } from "../../../lambda/shared/search-client";
import { type IntakeRequest, serveIntake } from "../../../local/intakes";

const requests: IntakeRequest[] = [];
let engine: Awaited<ReturnType<typeof serveIntake>>;

beforeAll(async () => {
  engine = await serveIntake((request) => {
    requests.push(request);
    return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
  });
});
beforeEach(() => {
  requests.length = 0;
});
afterAll(() => engine.close());

async function authorizationOf(authentication: SearchAuthentication): Promise<string | undefined> {
  const client = createSearchClient({ endpoints: [engine.url], authentication });
  await client.transport.request({ method: "GET", path: "/_cat/plugins" });
  await client.close();
  return requests[0]?.headers.authorization;
}

test("basic: the user and the password", async () => {
  const authorization = await authorizationOf({ kind: "basic", username: "forwarder", password: "made-up" });
  expect(authorization).toBe(`Basic ${Buffer.from("forwarder:made-up").toString("base64")}`);
});

test("apiKey: the key as it is", async () => {
  await expect(authorizationOf({ kind: "apiKey", apiKey: "made-up" })).resolves.toBe("ApiKey made-up");
});

describe("sigv4", () => {
  const variables = {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: ["AKID", "MADEUP"].join(""),
    AWS_SECRET_ACCESS_KEY: "made-up",
    AWS_SESSION_TOKEN: "made-up-token",
  };
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  test("signs for the service and the region with the credentials of the function's role", async () => {
    Object.assign(process.env, variables);
    const authorization = await authorizationOf({ kind: "sigv4" });
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDMADEUP\/\d{8}\/eu-central-1\/es\/aws4_request, /,
    );
    expect(requests[0]?.headers["x-amz-security-token"]).toBe("made-up-token");
  });

  test.each(Object.keys(variables))("cannot sign without %s, and names the variable", (name) => {
    Object.assign(process.env, variables, { [name]: "" });
    expect(() => createSearchClient({ endpoints: [engine.url], authentication: { kind: "sigv4" } })).toThrow(
      `${name} is not set`,
    );
  });
});

/** A bulk request of 3,000 documents. */
const LONG_BODY = "{}\n{}\n".repeat(3_000);
const LONG_RESPONSE_BYTES = 6_000 * RESPONSE_BYTES_PER_LINE;

describe("a search client", () => {
  const authentication = { kind: "apiKey", apiKey: "made-up" } as const;

  test("sends a request once, without retries", async () => {
    const client = createSearchClient({ endpoints: [engine.url], authentication });
    engine.scriptFaults({ status: 503 }, { connection: "reset" });
    const post = () => client.transport.request({ method: "POST", path: "/_bulk", bulkBody: "{}\n" });
    await expect(post()).rejects.toMatchObject({ statusCode: 503 });
    await expect(post()).rejects.toMatchObject({ name: "ConnectionError" });
    expect(requests).toEqual([]);
    await expect(post()).resolves.toMatchObject({ statusCode: 200 });
    await client.close();
  });

  test("times out when the engine does not respond", async () => {
    const client = createSearchClient({ endpoints: [engine.url], authentication, requestTimeoutMs: 50 });
    engine.scriptFaults({ connection: "no-response" });
    const request = client.transport.request({ method: "POST", path: "/_bulk", bulkBody: "{}\n" });
    await expect(request).rejects.toMatchObject({ name: "TimeoutError" });
    await client.close();
  });

  test.each([
    ["above 2 MiB to a short request", "x".repeat(MIN_RESPONSE_LIMIT_BYTES + 1), {}, "{}\n"],
    ["above 1 KiB per document to a long request", "x".repeat(LONG_RESPONSE_BYTES + 1), {}, LONG_BODY],
    [
      "that is compressed although the client did not ask for it",
      "{}",
      { "content-encoding": "gzip" },
      "{}\n",
    ],
  ])("aborts a response %s", async (_, body, headers, bulkBody) => {
    const log = jest.spyOn(console, "log");
    const client = createSearchClient({ endpoints: [engine.url], authentication });
    engine.scriptFaults({ status: 200, headers: { "content-type": "application/json", ...headers }, body });
    const request = client.transport.request({ method: "POST", path: "/_bulk", bulkBody });
    await expect(request).rejects.toMatchObject({ name: "ConnectionError" });
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
    await client.close();
  });

  test.each([
    ["2 MiB to a short request", MIN_RESPONSE_LIMIT_BYTES, "{}\n"],
    ["1 KiB per document to a long request", LONG_RESPONSE_BYTES, LONG_BODY],
  ])("reads a response of %s", async (_, bytes, bulkBody) => {
    const client = createSearchClient({ endpoints: [engine.url], authentication });
    const body = "x".repeat(bytes - 1);
    engine.scriptFaults({ status: 200, body });
    const request = client.transport.request({ method: "POST", path: "/_bulk", bulkBody });
    await expect(request).resolves.toMatchObject({ statusCode: 200, body: `${body}\n` });
    await client.close();
  });

  test("sends requests to the endpoints of a cluster in turn", async () => {
    const other = await serveIntake(() => ({ status: 200, headers: { "x-other": "yes" } }));
    const client = createSearchClient({ endpoints: [engine.url, other.url], authentication });
    for (let time = 0; time < 4; time += 1) await client.transport.request({ method: "GET", path: "/" });
    expect(requests).toHaveLength(2);
    await client.close();
    await other.close();
  });
});
