import { fakeDeadline, engineAt } from "../../fixtures/engine/client";
import {
  ENDLESS_RESPONSE,
  type Script,
  type ScriptedEngine,
  scriptedEngine,
  NO_RESPONSE,
} from "../../fixtures/engine/scripted-engine";

let engine: ScriptedEngine;
async function startEngine(script: Script): Promise<ScriptedEngine> {
  engine = await scriptedEngine(script);
  return engine;
}
afterEach(() => engine.close());

const REFUSED = {
  status: 400,
  body: {
    error: {
      type: "mapper_parsing_exception",
      reason: "Failed to parse mapping",
      caused_by: { type: "mapper_parsing_exception", reason: "No handler for type [flat]" },
    },
    status: 400,
  },
};

test.each([
  [
    REFUSED,
    "400: mapper_parsing_exception: Failed to parse mapping; caused by mapper_parsing_exception: No handler",
  ],
  [{ status: 500, body: { error: "boom" } }, '500: {"error":"boom"}'],
  [{ status: 403, body: { Message: "User is not authorized" } }, '403: {"Message":"User is not authorized"}'],
  [{ status: 302, body: { location: "elsewhere" } }, '302: {"location":"elsewhere"}'],
  [{ status: 404, body: {} }, "404: {}"],
])("a response that is not 2xx throws the request and the engine's error", async (reply, message) => {
  const { url } = await startEngine({ "PUT /_index_template/logs": reply });
  await expect(engineAt(url).put({ path: "/_index_template/logs", body: {} })).rejects.toThrow(
    `PUT /_index_template/logs answered ${message}`,
  );
});

test("a long error of the engine is truncated", async () => {
  const { url } = await startEngine({ "GET /": { status: 400, body: { Message: "long ".repeat(1_000) } } });
  const error: unknown = await engineAt(url)
    .get("/")
    .catch((thrown: unknown) => thrown);
  expect(String(error).length).toBeLessThan(700);
});

test("a lookup returns undefined for status 404", async () => {
  const { url } = await startEngine({ "GET /a": { status: 404 }, "GET /b": { body: { found: true } } });
  await expect(engineAt(url).getIfExists("/a")).resolves.toBeUndefined();
  await expect(engineAt(url).getIfExists("/b")).resolves.toEqual({ found: true });
});

test("a request to a busy engine is retried with a growing delay", async () => {
  const busy = { status: 429, body: {} };
  const { url } = await startEngine({ "GET /a": [busy, busy, { body: { at: "last" } }] });
  const deadline = fakeDeadline(60_000);
  await expect(engineAt(url, deadline).get("/a")).resolves.toEqual({ at: "last" });
  expect(deadline.slept).toEqual([1_000, 2_000]);
});

test("a request to an engine that stays busy fails", async () => {
  const { url, requests } = await startEngine({ "GET /a": { status: 503, body: {} } });
  await expect(engineAt(url).get("/a")).rejects.toThrow("GET /a answered 503");
  expect(requests).toHaveLength(4);
});

test("the client retries until the engine accepts its administrator", async () => {
  const { url } = await startEngine({
    "GET /": [{ status: 403 }, { status: 503 }, { body: { version: {} } }],
  });
  const deadline = fakeDeadline(300_000);
  await expect(engineAt(url, deadline).waitUntilReady()).resolves.toEqual({ version: {} });
  expect(deadline.slept).toEqual([5_000, 5_000]);
});

test("the client gives up after three minutes without access", async () => {
  const { url } = await startEngine({ "GET /": { status: 403, body: { Message: "no" } } });
  const deadline = fakeDeadline(300_000);
  await expect(engineAt(url, deadline).waitUntilReady()).rejects.toThrow("GET / answered 403");
  expect(300_000 - deadline.remainingMs()).toBe(175_000);
});

test("a request to an unreachable engine fails before the deadline", async () => {
  const { url } = await startEngine({});
  await engine.close();
  const deadline = fakeDeadline(12_000);
  await expect(engineAt(url, deadline).waitUntilReady()).rejects.toThrow(
    /^GET \/ got no response: .*ECONNREFUSED/,
  );
  expect(deadline.slept).toEqual([5_000, 5_000]);
});

test.each<[string, Script[string]]>([
  ["does not respond", NO_RESPONSE],
  ["does not end its response", ENDLESS_RESPONSE],
])("a request to an engine that %s fails at the deadline", async (_how, reply) => {
  const { url } = await startEngine({ "GET /a": reply });
  await expect(engineAt(url, fakeDeadline(50)).get("/a")).rejects.toThrow("GET /a got no response: ");
});

test("no request is sent after the deadline", async () => {
  const { url, requests } = await startEngine({});
  await expect(engineAt(url, fakeDeadline(0)).get("/a")).rejects.toThrow(
    "GET /a got no response: the deadline of the function passed",
  );
  expect(requests).toEqual([]);
});
