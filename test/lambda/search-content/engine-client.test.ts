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
])(
  "an answer that is not 2xx is an error with what was asked and what the engine said",
  async (reply, message) => {
    const { url } = await startEngine({ "PUT /_index_template/logs": reply });
    await expect(engineAt(url).put({ path: "/_index_template/logs", body: {} })).rejects.toThrow(
      `PUT /_index_template/logs answered ${message}`,
    );
  },
);

test("what an engine says at length is cut", async () => {
  const { url } = await startEngine({ "GET /": { status: 400, body: { Message: "long ".repeat(1_000) } } });
  const error: unknown = await engineAt(url)
    .get("/")
    .catch((thrown: unknown) => thrown);
  expect(String(error).length).toBeLessThan(700);
});

test("nothing at a path is an answer where it is looked for", async () => {
  const { url } = await startEngine({ "GET /a": { status: 404 }, "GET /b": { body: { found: true } } });
  await expect(engineAt(url).getIfExists("/a")).resolves.toBeUndefined();
  await expect(engineAt(url).getIfExists("/b")).resolves.toEqual({ found: true });
});

test("a busy engine is asked again, after a longer wait each time", async () => {
  const busy = { status: 429, body: {} };
  const { url } = await startEngine({ "GET /a": [busy, busy, { body: { at: "last" } }] });
  const deadline = fakeDeadline(60_000);
  await expect(engineAt(url, deadline).get("/a")).resolves.toEqual({ at: "last" });
  expect(deadline.slept).toEqual([1_000, 2_000]);
});

test("an engine that stays busy is an error", async () => {
  const { url, requests } = await startEngine({ "GET /a": { status: 503, body: {} } });
  await expect(engineAt(url).get("/a")).rejects.toThrow("GET /a answered 503");
  expect(requests).toHaveLength(4);
});

test("an engine that refuses its administrator at first is waited for", async () => {
  const { url } = await startEngine({
    "GET /": [{ status: 403 }, { status: 503 }, { body: { version: {} } }],
  });
  const deadline = fakeDeadline(300_000);
  await expect(engineAt(url, deadline).waitUntilReady()).resolves.toEqual({ version: {} });
  expect(deadline.slept).toEqual([5_000, 5_000]);
});

test("an engine that goes on refusing is given up after three minutes", async () => {
  const { url } = await startEngine({ "GET /": { status: 403, body: { Message: "no" } } });
  const deadline = fakeDeadline(300_000);
  await expect(engineAt(url, deadline).waitUntilReady()).rejects.toThrow("GET / answered 403");
  expect(300_000 - deadline.remainingMs()).toBe(175_000);
});

test("an engine that is not there is an error within the time there is", async () => {
  const { url } = await startEngine({});
  await engine.close();
  const deadline = fakeDeadline(12_000);
  await expect(engineAt(url, deadline).waitUntilReady()).rejects.toThrow(
    /^GET \/ got no response: .*ECONNREFUSED/,
  );
  expect(deadline.slept).toEqual([5_000, 5_000]);
});

test.each<[string, Script[string]]>([
  ["never answers", NO_RESPONSE],
  ["never ends its answer", ENDLESS_RESPONSE],
])("an engine that %s is an error when the time is up", async (_how, reply) => {
  const { url } = await startEngine({ "GET /a": reply });
  await expect(engineAt(url, fakeDeadline(50)).get("/a")).rejects.toThrow("GET /a got no response: ");
});

test("nothing is asked once the time is up", async () => {
  const { url, requests } = await startEngine({});
  await expect(engineAt(url, fakeDeadline(0)).get("/a")).rejects.toThrow(
    "GET /a got no response: the deadline of the function passed",
  );
  expect(requests).toEqual([]);
});
