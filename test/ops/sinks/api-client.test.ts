import { createApiClient } from "../../../ops/sinks/api-client";
import { type LoopbackServer, serveOnLoopback } from "../../../local/web";

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const NOW = 1_767_225_600_000;
const KEY = ["made", "up", "key"].join("-");

let server: LoopbackServer;
let answers: Answer[] = [];
let pauses: number[] = [];

beforeEach(async () => {
  pauses = [];
  server = await serveOnLoopback((_, response) => {
    const { status, headers, body } = answers.shift() ?? { status: 200, body: '{"ok":true}' };
    response.writeHead(status, headers).end(body);
  });
});
afterEach(() => server.close());

const send = createApiClient({
  title: "Datadog",
  remedies: { 403: "correct DD_APP_KEY" },
  now: () => NOW,
  sleep: (ms) => {
    pauses.push(ms);
    return Promise.resolve();
  },
});
const request = () =>
  send({ method: "POST", url: `${server.url}/api?query=secret`, headers: { key: KEY }, body: {} });

test.each([
  ["Retry-After", { "retry-after": "7" }, 7_000],
  ["Datadog's reset in seconds", { "x-ratelimit-reset": "9" }, 9_000],
  ["Sentry's reset as a time", { "x-sentry-rate-limit-reset": String(NOW / 1_000 + 11) }, 11_000],
  ["no header", {}, 1_000],
  ["a header that is no number", { "x-ratelimit-reset": "soon" }, 1_000],
])("a rate limit with %s is waited for, and the request sent again", async (_, headers, pause) => {
  answers = [{ status: 429, headers }];
  expect((await request()).body).toEqual({ ok: true });
  expect(pauses).toEqual([pause]);
});

test("a server that stays unavailable is tried five times, with longer pauses", async () => {
  answers = Array.from({ length: 9 }, () => ({ status: 503 }));
  await expect(request()).rejects.toThrow(/^Datadog answers 503 to POST .*\/api; try again in 16 seconds$/);
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(answers).toHaveLength(4);
});

test("a rate limit of an hour is left to the operator", async () => {
  answers = [{ status: 429, headers: { "retry-after": "3600" } }];
  await expect(request()).rejects.toThrow(/answers 429 .*; try again in \d+ seconds/);
  expect(pauses).toEqual([]);
});

test("a refused request names the remedy, and is not sent again", async () => {
  answers = [{ status: 403 }, { status: 403 }];
  await expect(request()).rejects.toThrow(/answers 403 to POST .*\/api: correct DD_APP_KEY$/);
  expect(answers).toHaveLength(1);
});

test("an answer of 404 is one only where the request expects it", async () => {
  answers = [{ status: 404 }, { status: 404 }];
  const missing = { method: "GET", url: server.url, headers: {} } as const;
  expect((await send({ ...missing, mayBeMissing: true })).status).toBe(404);
  await expect(send(missing)).rejects.toThrow(/answers 404/);
});

test("a redirect is not followed, because it could lead the key to another host", async () => {
  answers = [{ status: 302, headers: { location: `${server.url}/other` } }];
  await expect(request()).rejects.toThrow(/answers 302/);
});

test("a server that cannot be reached is named without the key", async () => {
  await server.close();
  await expect(request()).rejects.toThrow(
    /^Datadog cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(.*ECONNREFUSED\)/,
  );
});

test("an interruption ends the pause", async () => {
  answers = [{ status: 429, headers: { "retry-after": "60" } }];
  const controller = new AbortController();
  const interruptible = createApiClient({
    title: "Datadog",
    signal: controller.signal,
    now: () => {
      controller.abort();
      return NOW;
    },
  });
  await expect(interruptible({ method: "GET", url: server.url, headers: {} })).rejects.toMatchObject({
    name: "AbortError",
  });
});
