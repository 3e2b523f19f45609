import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { zstd } from "../../lambda/shared/zstd";
import { type LoopbackServer, serveOnLoopback, type WebResponse } from "../web";

export interface IntakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: string;
  /** Size of the body as received, before decompression. */
  readonly wireBytes: number;
}

export type IntakeResponse = WebResponse;

/** The fault of one request. The fields are in the order of their effect. */
export interface RequestFault {
  readonly delayMs?: number;
  /**
   * `reset`: the connection is reset, and the intake accepts nothing. With the other values the intake accepts the
   * request: `response-lost` resets the connection before the response, `response-truncated` in the middle of it, and
   * `no-response` never responds.
   */
  readonly connection?: "reset" | "response-lost" | "response-truncated" | "no-response";
  /** Status of the response, instead of the intake's own response. The intake accepts nothing. */
  readonly status?: number;
  /**
   * Body of the response with `status`.
   * @default - an empty body
   */
  readonly body?: string;
  /** Added to the response. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IntakeServer extends LoopbackServer {
  /** Faults for the next requests that are not GET, one each. Later requests have no fault. */
  scriptFaults(...faults: readonly RequestFault[]): void;
  /** Starts an outage: every request that is not GET gets one of these faults in turn, after the scripted faults. */
  startOutage(...faults: readonly [RequestFault, ...RequestFault[]]): void;
  /** Ends the outage. @returns the number of requests that got its faults */
  endOutage(): number;
}

export interface IntakeServerOptions {
  /** @default - a free port */
  readonly port?: number;
  /**
   * The fault for a request.
   * @default - only the scripted faults and the outage
   */
  readonly faultOf?: (request: IntakeRequest) => RequestFault | undefined;
  /**
   * Whether scripted faults and the outage affect requests to this path.
   * @default - every path
   */
  readonly isIntake?: (path: string) => boolean;
}

/** The response to a request. If it rejects, the connection is closed without a response. */
export type Answer = (request: IntakeRequest) => IntakeResponse | Promise<IntakeResponse>;

/** Serves `answer` on the loopback interface, with the scripted faults. */
export async function serveIntake(
  answer: Answer,
  { port = 0, faultOf = () => undefined, isIntake = () => true }: IntakeServerOptions = {},
): Promise<IntakeServer> {
  const faults: RequestFault[] = [];
  let outage: readonly RequestFault[] = [];
  let outageRequests = 0;
  const nextFault = () =>
    faults.shift() ?? (outage.length > 0 ? outage[outageRequests++ % outage.length] : undefined);
  const server = await serveOnLoopback((incoming, response) => {
    const path = new URL(incoming.url ?? "/", "http://intake").pathname;
    const scripted = incoming.method === "GET" || !isIntake(path) ? undefined : nextFault();
    // The client can disconnect at any time.
    respond(incoming, response, answer, (request) => scripted ?? (request && faultOf(request))).catch(() =>
      response.destroy(),
    );
  }, port);
  return {
    ...server,
    scriptFaults: (...more) => faults.push(...more),
    startOutage(...all) {
      outage = all;
      outageRequests = 0;
    },
    endOutage() {
      outage = [];
      return outageRequests;
    },
  };
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
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
    fault.status === undefined
      ? await responseTo(request, answer)
      : { status: fault.status, body: fault.body ?? "" };
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

async function responseTo(request: IntakeRequest | undefined, answer: Answer): Promise<IntakeResponse> {
  return request ? answer(request) : { status: 400, body: "the body cannot be decompressed" };
}

/** More than any intake accepts. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Undefined if the body is not compressed as its header states. */
async function read(incoming: IncomingMessage): Promise<IntakeRequest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const wire = Buffer.concat(chunks);
  try {
    const body = decompress(wire, incoming.headers["content-encoding"]);
    const { method = "GET", headers } = incoming;
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? "/", "http://intake");
    return { method, headers, path, query, body: body.toString("utf8"), wireBytes: wire.length };
  } catch {
    return undefined;
  }
}

/** The forwarder sends zstd only if its Node.js has it, which is the same here. */
function decompress(wire: Buffer, coding: string | undefined): Buffer {
  if (coding === "gzip") return gunzipSync(wire, { maxOutputLength: MAX_BODY_BYTES });
  if (coding === "zstd" && zstd) return zstd.zstdDecompressSync(wire, { maxOutputLength: MAX_BODY_BYTES });
  return wire;
}
