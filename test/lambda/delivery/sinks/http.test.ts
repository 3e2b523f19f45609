import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { post, retryAfterMs } from "../../../../lambda/delivery/sinks/http";
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

function send(more: Partial<Parameters<typeof post>[0]> = {}) {
  return post({ url: server.url, headers: { "x-key": SECRET }, body: "text", timeoutMs: 60_000, ...more });
}

test("the body arrives compressed and complete", async () => {
  await expect(send({ body: "💥".repeat(1_000) })).resolves.toMatchObject({ kind: "response", status: 202 });
  expect(server.requests[0]).toMatchObject({
    body: "💥".repeat(1_000),
    headers: { "content-encoding": "gzip" },
  });
  expect(server.requests[0]?.wireBytes).toBeLessThan(200);
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
  ["a date that has passed", "Fri, 02 Jan 2026 11:00:00 GMT", 0],
  ["nothing", undefined, 0],
])("Retry-After with %s", (_, header, expected) => {
  expect(retryAfterMs(header, Date.parse("2026-01-02T12:00:00Z"))).toBe(expected);
});
