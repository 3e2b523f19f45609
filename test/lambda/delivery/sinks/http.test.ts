import { EventEmitter, once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import {
  isForeignError,
  MAX_RESPONSE_BYTES,
  post,
  retryAfterMs,
} from "../../../../lambda/delivery/sinks/http";
import { type IntakeRequest, serveIntake } from "../../../../local/intakes";

const SECRET = ["made", "up", "key"].join("-");

async function serve() {
  const requests: IntakeRequest[] = [];
  const server = await serveIntake((request) => {
    requests.push(request);
    return { status: 202, body: "taken" };
  });
  return { ...server, requests };
}

let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  server = await serve();
});
afterEach(() => server.close());

const LONG = Buffer.from("💥".repeat(1_000));

function send(more: Partial<Parameters<typeof post>[0]> = {}) {
  return post({
    url: server.url,
    headers: { "x-key": SECRET },
    body: Buffer.from("text"),
    timeoutMs: 60_000,
    ...more,
  });
}

test("the body arrives compressed and complete", async () => {
  await expect(send({ body: LONG })).resolves.toMatchObject({ kind: "response", status: 202 });
  expect(server.requests[0]).toMatchObject({
    body: "💥".repeat(1_000),
    headers: { "content-encoding": "gzip" },
  });
  expect(server.requests[0]?.wireBytes).toBeLessThan(200);
});

test("a body below the size from which bodies are compressed arrives complete, and is not compressed", async () => {
  await send({ body: LONG, compressFromBytes: 4_001 });
  await send({ body: LONG, compressFromBytes: 4_000 });
  const [small, large] = server.requests;
  expect(small).toMatchObject({ body: "💥".repeat(1_000), wireBytes: 4_000 });
  expect(small?.headers).not.toHaveProperty("content-encoding");
  expect(large?.headers).toMatchObject({ "content-encoding": "gzip" });
});

test("consecutive requests reuse a connection", async () => {
  const counting = createServer((request, response) => {
    request.resume().on("end", () => response.end());
  });
  let connections = 0;
  counting.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => counting.listen(0, "127.0.0.1", resolve));
  const { port } = counting.address() as AddressInfo;
  for (let request = 0; request < 5; request += 1) await send({ url: `http://127.0.0.1:${port}` });
  counting.close();
  counting.closeAllConnections();
  expect(connections).toBe(1);
});

test("a truncated response still gives its status", async () => {
  server.scriptFaults({ connection: "response-truncated" });
  await expect(send()).resolves.toMatchObject({ kind: "response", status: 202 });
});

describe("the body of a response", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const each of servers.splice(0)) {
      each.close();
      each.closeAllConnections();
    }
  });

  /** A server that responds with status 202, and this body. @returns its URL, and what it has sent */
  async function respondWith(
    write: (response: ServerResponse) => void,
    headers: Record<string, string> = {},
  ) {
    const custom = createServer((request, response) => {
      response.writeHead(202, headers);
      request.resume().on("end", () => {
        write(response);
      });
    });
    servers.push(custom);
    await new Promise<void>((resolve) => custom.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(custom.address() as AddressInfo).port}`;
  }

  test("is returned up to the limit", async () => {
    const body = "b".repeat(MAX_RESPONSE_BYTES);
    const url = await respondWith((response) => response.end(body));
    await expect(send({ url })).resolves.toMatchObject({ kind: "response", status: 202, body });
  });

  test("above the limit is absent, and its status remains", async () => {
    const url = await respondWith((response) => response.end("b".repeat(MAX_RESPONSE_BYTES + 1)));
    await expect(send({ url })).resolves.toMatchObject({ kind: "response", status: 202, body: undefined });
  });

  test("that never ends is not read to the timeout", async () => {
    const closed = new EventEmitter();
    const url = await respondWith((response) => {
      const endless = new Readable({
        read() {
          this.push(Buffer.alloc(65_536));
        },
      });
      response.on("close", () => {
        endless.destroy();
        closed.emit("close");
      });
      endless.pipe(response);
    });
    const closing = once(closed, "close");
    await expect(send({ url })).resolves.toMatchObject({ kind: "response", status: 202, body: undefined });
    await closing;
  });

  test("that stops before its end is absent after the timeout, and its status remains", async () => {
    const url = await respondWith((response) => response.write("b"));
    await expect(send({ url, timeoutMs: 100 })).resolves.toMatchObject({
      kind: "response",
      status: 202,
      body: undefined,
    });
  });

  test("that is compressed, although none was asked for, is absent", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const url = await respondWith((response) => response.end(bomb), { "content-encoding": "gzip" });
    const before = process.memoryUsage().arrayBuffers;
    await expect(send({ url })).resolves.toMatchObject({ kind: "response", status: 202, body: undefined });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });
});

test.each([
  ["no text", "", false],
  ["white space", " \n", false],
  ["Sentry's error", '{"detail":"invalid event","causes":[]}', false],
  ["Datadog's error", '{"errors":[{"title":"Bad Request"}]}', false],
  ["the parsed error of a search engine", { error: { type: "parsing_exception" }, status: 400 }, false],
  ["a page", "<html><body>400 Bad Request</body></html>", true],
  ["text", "400 Bad Request", true],
  ["the JSON of a gateway", '{"message":"Bad Request"}', true],
  ["a list", '["error"]', true],
  ["an incomplete body", undefined, true],
])("an error with %s", (_, body, expected) => {
  expect(isForeignError(body)).toBe(expected);
});

test("no compressed response is asked for", async () => {
  await send();
  expect(server.requests[0]?.headers).toMatchObject({ "accept-encoding": "identity" });
});

test("a redirect is returned as a response, and not followed with the key", async () => {
  server.scriptFaults({ status: 307, headers: { location: `${server.url}/elsewhere` } });
  await expect(send()).resolves.toMatchObject({ kind: "response", status: 307 });
  expect(server.requests).toEqual([]);
});

test.each([
  ["a connection that is reset", { connection: "reset" }, {}, /^no response \([A-Z_]+\)$/],
  [
    "an answer that never comes",
    { connection: "no-response" },
    { timeoutMs: 50 },
    /^no response within 50 ms$/,
  ],
  ["a server that is not there", {}, { url: "http://127.0.0.1:1" }, /^no response/],
  ["a key that no header can hold", {}, { headers: { "x-key": `${SECRET}\n${SECRET}` } }, /^no response/],
] as const)("%s is no answer, told without the key", async (_, fault, more, why) => {
  server.scriptFaults(fault);
  const answer = await send(more);
  expect(answer).toEqual({ kind: "noResponse", reason: expect.stringMatching(why) as string });
  expect(JSON.stringify(answer)).not.toContain(SECRET);
});

test.each([
  ["seconds", "120", 120_000],
  ["a date", "Fri, 02 Jan 2026 12:00:30 GMT", 30_000],
  ["a year", "31536000", 900_000],
  ["a number that is too large", "9".repeat(40), 900_000],
  ["a date in 2099", "Thu, 01 Jan 2099 00:00:00 GMT", 900_000],
  ["a negative number", "-5", 0],
  ["a date that has passed", "Fri, 02 Jan 2026 11:00:00 GMT", 0],
  ["nothing", undefined, 0],
])("Retry-After with %s", (_, header, expected) => {
  expect(retryAfterMs(header, Date.parse("2026-01-02T12:00:00Z"))).toBe(expected);
});
