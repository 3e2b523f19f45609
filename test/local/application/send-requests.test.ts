import { generateRequests } from "../../../local/application/generate-requests";
import { sendRequests } from "../../../local/application/send-requests";
import { type LoopbackServer, serveOnLoopback } from "../../../local/web";

const requests = generateRequests(1, 60);
const statuses = new Map(requests.map(({ id, status }) => [id, status]));
let received: string[];
let server: LoopbackServer;

beforeEach(async () => {
  received = [];
  server = await serveOnLoopback((request, response) => {
    const id = String(request.headers["x-request-id"]);
    received.push(id);
    response.writeHead(statuses.get(id) ?? 400).end();
  });
});
afterEach(() => server.close());

test("every request is sent once", async () => {
  await sendRequests(requests, { url: server.url, rate: 10_000 });
  expect([...received].sort()).toEqual(requests.map(({ id }) => id).sort());
});

test("an unexpected status is an error that names the request", async () => {
  const [first] = requests;
  if (first) statuses.set(first.id, 418);
  await expect(sendRequests(requests, { url: server.url, rate: 10_000 })).rejects.toThrow(
    /^PUT \/v1\/stock\/SKU-\d+ was answered with 418 , expected 200$/,
  );
  statuses.set(first?.id ?? "", first?.status ?? 0);
});

test("after the signal no further request is sent", async () => {
  await sendRequests(requests, { url: server.url, rate: 10_000, signal: AbortSignal.abort() });
  expect(received).toEqual([]);
});
