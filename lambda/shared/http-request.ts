import {
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
  type RequestOptions,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { readBounded } from "./read-bounded";

/** By the name in lower case. Node.js joins the values of equal headers. */
export type ResponseHeaders = Readonly<Partial<Record<string, string>>>;

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Maximum time from the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
  /** Maximum size of a response that is read, in bytes. */
  readonly maxResponseBytes: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Absent if the body is incomplete, compressed although none was asked for, or larger than `maxResponseBytes`. */
  readonly body: string | undefined;
}

/**
 * Closes an idle connection before the server does: a request on a connection that closes meanwhile gets no response.
 * Source: Node.js documentation, "http.Agent", for the option; the value is that of the global `fetch` (undici,
 * "Client", `keepAliveTimeout`).
 */
const IDLE_TIMEOUT_MS = 4_000;
const AGENT_OPTIONS = { keepAlive: true, timeout: IDLE_TIMEOUT_MS };
const httpAgent = new HttpAgent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent(AGENT_OPTIONS);

/**
 * Sends a request over a kept-alive connection. Does not follow a redirect, which could send a key in a header to
 * another host.
 *
 * Uses `node:http`, because a request with the global `fetch` takes several times the CPU, and its first use delays a
 * cold start.
 *
 * @throws an error with the code of Node.js, or a `TimeoutError`
 */
export function sendRequest({
  url,
  method,
  headers,
  body,
  timeoutMs,
  maxResponseBytes,
}: HttpRequest): Promise<HttpResponse> {
  const isHttp = url.startsWith("http:");
  const options: RequestOptions = {
    method,
    agent: isHttp ? httpAgent : httpsAgent,
    headers: {
      ...headers,
      ...(body && { "content-length": body.byteLength }),
      // A compressed response would have to be decompressed within the limit.
      "accept-encoding": "identity",
    },
  };
  return new Promise((resolve, reject) => {
    const request = (isHttp ? requestHttp : requestHttps)(url, options);
    let response: IncomingMessage | undefined;
    const timer = setTimeout(() => (response ?? request).destroy(new TimeoutError()), timeoutMs);
    request.on("response", (received) => {
      response = received;
      // The connection can be reused only after the body is read.
      void readBody(received, maxResponseBytes)
        .catch(() => undefined)
        .then((text) => {
          clearTimeout(timer);
          const { statusCode: status = 0, headers: responseHeaders } = received;
          resolve({ status, headers: responseHeaders as ResponseHeaders, body: text });
        });
    });
    request.on("error", (error) => {
      // An error after the status leaves the body incomplete.
      if (response) return;
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
}

class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  if ((response.headers["content-encoding"] ?? "identity") !== "identity") {
    response.destroy();
    return undefined;
  }
  return readBounded(response, maxBytes);
}
