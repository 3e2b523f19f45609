/**
 * The intakes of all sinks, and the two AWS services that the forwarder calls, on ports of the loopback interface. A
 * process of its own, so that their CPU time is not the forwarder's. Ends when its parent closes the channel.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { zstd } from "../../../lambda/shared/zstd";
import type { IntakesReply, IntakesRequest } from "../intakes";
import { secretOf } from "../secrets";

/** Events that the intakes accepted since the last request of the parent, over all ports. */
let accepted = 0;

process.on("disconnect", () => process.exit(0));
process.on("message", (request: IntakesRequest) => void answer(request));

async function answer(request: IntakesRequest): Promise<void> {
  const ports = request.kind === "serve" ? await Promise.all(request.delaysMs.map(serve)) : [];
  process.send?.({ ports, accepted } satisfies IntakesReply);
  accepted = 0;
}

async function serve(delayMs: number): Promise<number> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void respond(request, response, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function respond(request: IncomingMessage, response: ServerResponse, delayMs: number): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const text = decompress(body, request.headers["content-encoding"]);
  const answer = answerOfSink(request.url ?? "", text);
  if (answer && delayMs > 0) await sleep(delayMs);
  const [status, answerBody] = answer ?? answerOfAws(request, text);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(answerBody),
  });
  response.end(answerBody);
}

function decompress(body: Buffer, coding: string | undefined): Buffer {
  if (coding === "zstd" && zstd) return zstd.zstdDecompressSync(body);
  return coding === "gzip" ? gunzipSync(body) : body;
}

type Answer = readonly [status: number, body: string];

/** Secrets Manager, and S3: no object, as long as debug mode was never used; and every object can be stored. */
function answerOfAws({ headers, method }: IncomingMessage, text: Buffer): Answer {
  if (headers["x-amz-target"] === undefined)
    return method === "PUT" ? [200, ""] : [404, "<Error><Code>NoSuchKey</Code></Error>"];
  const { SecretId: id } = JSON.parse(text.toString()) as { readonly SecretId: string };
  return [200, JSON.stringify({ SecretString: secretOf(id, headers.host ?? "") })];
}

function answerOfSink(url: string, text: Buffer): Answer | undefined {
  if (url === "/api/v2/logs") {
    accepted += (JSON.parse(text.toString()) as readonly unknown[]).length;
    return [202, "{}"];
  }
  if (url.endsWith("/envelope/")) {
    accepted += 1;
    const { event_id: id } = JSON.parse(text.subarray(0, text.indexOf("\n")).toString()) as {
      event_id: string;
    };
    return [200, JSON.stringify({ id })];
  }
  if (url.startsWith("/_bulk")) {
    const ids = Array.from(text.toString().matchAll(/"_id":"([\w-]+)"\}\}\n/g), ([, id]) => id);
    accepted += ids.length;
    return [200, JSON.stringify({ items: ids.map((id) => ({ create: { _id: id, status: 201 } })) })];
  }
  if (url.includes("/_settings/"))
    return [200, JSON.stringify({ "index-1": { settings: { "index.creation_date": "1" } } })];
  return undefined;
}
