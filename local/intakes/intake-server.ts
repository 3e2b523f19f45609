import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";

export interface IntakeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: string;
  /** Bytes as they came over the wire. */
  readonly wireBytes: number;
}

export interface IntakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What goes wrong with one request, in the order it would on the way. */
export interface RequestFault {
  readonly delayMs?: number;
  /**
   * `reset`: the connection is gone before an answer, and nothing is taken. When all has been taken: `lost`, it is gone
   * before the answer; `half`, in the middle of it; `silent`, no answer ever comes.
   */
  readonly connection?: "reset" | "response-lost" | "response-truncated" | "no-response";
  /** Answered instead of the intake's own answer, and nothing is taken. */
  readonly status?: number;
  /** Added to whatever is answered. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IntakeServer {
  readonly url: string;
  readonly port: number;
  /** Faults for the next requests that send something, one each; behind them the intake is well again. */
  scriptFaults(...faults: readonly RequestFault[]): void;
  /** An outage: from now on every request that sends something meets one of these faults in turn, behind the script. */
  startOutage(...faults: readonly [RequestFault, ...RequestFault[]]): void;
  /** Ends the outage. @returns how many requests it met */
  endOutage(): number;
  close(): Promise<void>;
}

export interface IntakeServerOptions {
  /** @default - a free one */
  readonly port?: number;
  /**
   * What goes wrong with a request, by what it asks.
   * @default - nothing but what the script and the outage say
   */
  readonly faultOf?: (request: IntakeRequest) => RequestFault | undefined;
}

/** Answers on loopback as `answer` says, but for the faults in its script. */
export async function serveIntake(
  answer: (request: IntakeRequest) => IntakeResponse,
  { port = 0, faultOf = () => undefined }: IntakeServerOptions = {},
): Promise<IntakeServer> {
  const faults: RequestFault[] = [];
  let outage: readonly RequestFault[] = [];
  let outageRequests = 0;
  const nextFault = () =>
    faults.shift() ?? (outage.length > 0 ? outage[outageRequests++ % outage.length] : undefined);
  const server = createServer((incoming, response) => {
    const scripted = incoming.method === "GET" ? undefined : nextFault();
    // Whoever sends may go away at any time.
    respond(incoming, response, answer, (request) => scripted ?? (request && faultOf(request))).catch(() =>
      response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    port: boundPort,
    scriptFaults: (...more) => faults.push(...more),
    startOutage(...all) {
      outage = all;
      outageRequests = 0;
    },
    endOutage() {
      outage = [];
      return outageRequests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: IntakeRequest) => IntakeResponse,
  faultOf: (request: IntakeRequest | undefined) => RequestFault | undefined,
): Promise<void> {
  const request = await read(incoming);
  const fault = faultOf(request) ?? {};
  if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
  if (fault.connection === "reset") {
    incoming.socket.resetAndDestroy();
    return;
  }
  const normalResponse: IntakeResponse =
    fault.status === undefined ? responseTo(request, answer) : { status: fault.status };
  if (fault.connection === "no-response") return;
  if (fault.connection === "response-lost") {
    incoming.socket.resetAndDestroy();
    return;
  }
  const body = normalResponse.body ?? "";
  response.writeHead(normalResponse.status, {
    "content-length": Buffer.byteLength(body) + 1,
    ...normalResponse.headers,
    ...fault.headers,
  });
  if (fault.connection === "response-truncated") {
    response.write(body.slice(0, body.length / 2), () => incoming.socket.resetAndDestroy());
  } else {
    response.end(`${body}\n`);
  }
}

function responseTo(
  request: IntakeRequest | undefined,
  answer: (request: IntakeRequest) => IntakeResponse,
): IntakeResponse {
  return request ? answer(request) : { status: 400, body: "the body cannot be decompressed" };
}

/** More than any of the intakes takes. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Undefined where the body is not compressed as its header says. */
async function read(incoming: IncomingMessage): Promise<IntakeRequest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const wire = Buffer.concat(chunks);
  try {
    const isCompressed = incoming.headers["content-encoding"] === "gzip";
    const body = isCompressed ? gunzipSync(wire, { maxOutputLength: MAX_BODY_BYTES }) : wire;
    const { method = "GET", headers } = incoming;
    const { pathname } = new URL(incoming.url ?? "/", "http://intake");
    return { method, headers, path: pathname, body: body.toString("utf8"), wireBytes: wire.length };
  } catch {
    return undefined;
  }
}
