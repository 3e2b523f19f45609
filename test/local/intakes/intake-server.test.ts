import { setImmediate as nextTurn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { serveIntake } from "../../../local/intakes";

const bodies: string[] = [];
let server: Awaited<ReturnType<typeof serveIntake>>;

beforeEach(async () => {
  bodies.length = 0;
  server = await serveIntake(({ body }) => {
    bodies.push(body);
    return { status: 202, body: "taken" };
  });
});
afterEach(() => server.close());

function post(body: string | Buffer = "text", headers: Record<string, string> = {}) {
  return fetch(server.url, { method: "POST", body, headers });
}

test("a compressed body is decompressed", async () => {
  await post(gzipSync("💥"), { "content-encoding": "gzip" });
  expect(bodies).toEqual(["💥"]);
});

test("a body that does not match its content encoding is rejected", async () => {
  expect((await post("text", { "content-encoding": "gzip" })).status).toBe(400);
});

test("scripted faults apply in order; then the server responds normally", async () => {
  server.scriptFaults(
    { status: 503, headers: { "retry-after": "7" } },
    { headers: { "x-note": "late" }, delayMs: 20 },
  );
  const [first, second, third] = [await post("1"), await post("2"), await post("3")];
  expect([first.status, first.headers.get("retry-after")]).toEqual([503, "7"]);
  expect([second.status, second.headers.get("x-note")]).toEqual([202, "late"]);
  expect([third.status, third.headers.get("x-note")]).toEqual([202, null]);
  expect(bodies).toEqual(["2", "3"]);
});

test("a GET request uses up no scripted fault", async () => {
  server.scriptFaults({ status: 503 });
  await fetch(server.url);
  expect((await post()).status).toBe(503);
});

test("an outage applies its faults in turn until it ends, and counts them", async () => {
  server.startOutage({ status: 429, headers: { "retry-after": "1" } }, { status: 503 });
  server.scriptFaults({ status: 500 });
  const answered = [await post(), await post(), await post(), await post()].map(({ status }) => status);
  expect(answered).toEqual([500, 429, 503, 429]);
  expect((await fetch(server.url)).status).toBe(202);
  expect(server.endOutage()).toBe(3);
  expect((await post()).status).toBe(202);
  expect(server.endOutage()).toBe(3);
});

test("with a connection reset, the server accepts nothing", async () => {
  server.scriptFaults({ connection: "reset" });
  await expect(post()).rejects.toThrow("fetch failed");
  expect(bodies).toEqual([]);
});

test("with a truncated response, the server has accepted the request", async () => {
  server.scriptFaults({ connection: "response-truncated" });
  const response = await post();
  expect(response.status).toBe(202);
  await expect(response.text()).rejects.toThrow("terminated");
  expect(bodies).toEqual(["text"]);
});

test("with a lost response, the server has accepted the request", async () => {
  server.scriptFaults({ connection: "response-lost" });
  await expect(post()).rejects.toThrow("fetch failed");
  expect(bodies).toEqual(["text"]);
});

test("without a response, the server has accepted the request", async () => {
  server.scriptFaults({ connection: "no-response" });
  const client = new AbortController();
  const answer = fetch(server.url, { method: "POST", body: "text", signal: client.signal });
  while (bodies.length === 0) await nextTurn();
  await post("later");
  await expect(Promise.race([answer, nextTurn("no answer")])).resolves.toBe("no answer");
  client.abort();
  await expect(answer).rejects.toThrow("aborted");
  expect(bodies).toEqual(["text", "later"]);
});

test("a fault may depend on the request, and scripted faults take precedence", async () => {
  const conditional = await serveIntake(() => ({ status: 202 }), {
    faultOf: ({ body }) => (body === "bad" ? { status: 400 } : undefined),
  });
  conditional.scriptFaults({ status: 503 });
  const send = async (body: string) => (await fetch(conditional.url, { method: "POST", body })).status;
  expect([await send("bad"), await send("bad"), await send("good")]).toEqual([503, 400, 202]);
  await conditional.close();
});

test("a port in use rejects with EADDRINUSE", async () => {
  await expect(serveIntake(() => ({ status: 200 }), { port: server.port })).rejects.toThrow("EADDRINUSE");
});
