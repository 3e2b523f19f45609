import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GZIP, type Compression } from "../../../../../lambda/delivery/sinks/compression";
import { createDatadogSink } from "../../../../../lambda/delivery/sinks/datadog";
import { eventOf, eventsOf, NOW, sendAll } from "../events";

/** Stands for zstd, which the oldest supported Node.js does not have. */
const PREFERRED: Compression = {
  coding: "made-up",
  compress: (bytes) => Promise.resolve(Buffer.from(bytes)),
};
const REFUSED_AS_MALFORMED = { kind: "split" };
const DELIVERED = { kind: "delivered" };

let server: Server;
/** The content codings of the requests. */
let codings: (string | undefined)[];
let statusOf: (coding: string | undefined) => number;

beforeEach(async () => {
  codings = [];
  server = createServer((request, response) => {
    const coding = request.headers["content-encoding"];
    codings.push(coding);
    request.resume().on("end", () => {
      const status = statusOf(coding);
      response.writeHead(status).end(status === 202 ? "{}" : '{"errors":[]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

function createSink() {
  const { port } = server.address() as AddressInfo;
  return createDatadogSink({
    ...{ apiKey: "made-up", intakeUrl: `http://127.0.0.1:${port}`, environment: "staging", now: () => NOW },
    compressions: [PREFERRED, GZIP],
  });
}

test("the preferred compression is used as long as the intake accepts it", async () => {
  statusOf = () => 202;
  const sink = createSink();
  for (const event of eventsOf(2, {})) await expect(sendAll(sink, [event])).resolves.toEqual([DELIVERED]);
  expect(codings).toEqual(["made-up", "made-up"]);
});

test.each([415, 400])("if the intake refuses it with %d, gzip is used from then on", async (status) => {
  statusOf = (coding) => (coding === "gzip" ? 202 : status);
  const sink = createSink();
  for (const event of eventsOf(2, {})) await expect(sendAll(sink, [event])).resolves.toEqual([DELIVERED]);
  expect(codings).toEqual(["made-up", "gzip", "gzip"]);
});

test("a batch that is malformed in each compression is divided, and the preferred compression stays", async () => {
  statusOf = () => 400;
  const sink = createSink();
  for (const event of eventsOf(2, {}))
    await expect(sendAll(sink, [event])).resolves.toMatchObject([REFUSED_AS_MALFORMED]);
  expect(codings).toEqual(["made-up", "gzip", "made-up", "gzip"]);
});

test.each([401, 413, 429, 500])("a response with %d is not about the compression", async (status) => {
  statusOf = () => status;
  await sendAll(createSink(), [eventOf({})]);
  expect(codings).toEqual(["made-up"]);
});
