import {
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
  type RequestOptions,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { parseRetryAfterHeader } from "@sentry/core";
import { isObject, parseObject } from "../../shared/json";
import { readBounded } from "../../shared/read-bounded";
import { capPause } from "./pause";

const compress = promisify(gzip);

/** Maximum size of a response that is read, in bytes. The intakes answer with a few hundred bytes. */
export const MAX_RESPONSE_BYTES = 65_536;

/** By the name in lower case. Node.js joins the values of equal headers. */
export type ResponseHeaders = Readonly<Partial<Record<string, string>>>;

/** The result of a request: a response, or the reason why there is none. */
export type HttpResult =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly headers: ResponseHeaders;
      /** Absent if the body is incomplete, compressed although none was asked for, or larger than `MAX_RESPONSE_BYTES`. */
      readonly body: string | undefined;
    }
  | { readonly kind: "noResponse"; readonly reason: string };

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * Size from which the body is compressed.
   * @default 0 - always
   */
  readonly compressFromBytes?: number;
  /** Maximum time from the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Posts text over a kept-alive connection. Does not follow a redirect, which could send the key in a header to another
 * host. Never rejects.
 *
 * Uses `node:http`, because a request with the global `fetch` takes several times the CPU.
 */
export async function post({
  url,
  headers,
  body,
  compressFromBytes = 0,
  timeoutMs,
}: PostRequest): Promise<HttpResult> {
  try {
    const bytes = Buffer.from(body);
    const isLarge = bytes.byteLength >= compressFromBytes;
    return await send(url, isLarge ? await compress(bytes) : bytes, timeoutMs, {
      ...headers,
      ...(isLarge && { "content-encoding": "gzip" }),
      // `send` would have to decompress a response within its limit.
      "accept-encoding": "identity",
    });
  } catch (error) {
    return { kind: "noResponse", reason: describeFailure(error, timeoutMs) };
  }
}

/**
 * Closes an idle connection before the intake does: a request on a connection that closes meanwhile gets no response.
 * Source: Node.js documentation, "http.Agent", for the option; the value is that of the global `fetch` (undici,
 * "Client", `keepAliveTimeout`).
 */
const IDLE_TIMEOUT_MS = 4_000;
const AGENT_OPTIONS = { keepAlive: true, timeout: IDLE_TIMEOUT_MS };
const httpAgent = new HttpAgent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent(AGENT_OPTIONS);

/** @throws an error with the code of Node.js, or a `TimeoutError` */
function send(
  url: string,
  body: Buffer,
  timeoutMs: number,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResult> {
  const isHttp = url.startsWith("http:");
  const options: RequestOptions = {
    method: "POST",
    agent: isHttp ? httpAgent : httpsAgent,
    headers: { ...headers, "content-length": body.byteLength },
  };
  return new Promise((resolve, reject) => {
    const request = (isHttp ? requestHttp : requestHttps)(url, options);
    let response: IncomingMessage | undefined;
    const timer = setTimeout(() => (response ?? request).destroy(new TimeoutError()), timeoutMs);
    request.on("response", (received) => {
      response = received;
      // The connection can be reused only after the body is read.
      void readBody(received)
        .catch(() => undefined)
        .then((text) => {
          clearTimeout(timer);
          const { statusCode: status = 0, headers: responseHeaders } = received;
          resolve({ kind: "response", status, headers: responseHeaders as ResponseHeaders, body: text });
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

async function readBody(response: IncomingMessage): Promise<string | undefined> {
  if ((response.headers["content-encoding"] ?? "identity") !== "identity") {
    response.destroy();
    return undefined;
  }
  return readBounded(response, MAX_RESPONSE_BYTES);
}

/**
 * The pause that a `Retry-After` header asks for (seconds or a date), in milliseconds, at most `MAX_PAUSE_MS`; 0 if
 * there is none.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  return header === null || header === undefined ? 0 : capPause(parseRetryAfterHeader(header, now));
}

/**
 * Whether the body of an error is not an intake's own, but a page, a text or the JSON of a proxy. The intakes send JSON
 * with one of `ERROR_MEMBERS`; without a body, the status alone counts.
 *
 * @param body text, or JSON that is parsed already; undefined if it is incomplete or too large
 */
export function isForeignError(body: unknown): boolean {
  if (typeof body === "string" && body.trim() === "") return false;
  const error = typeof body === "string" ? parseObject(body) : body;
  return !isObject(error) || !ERROR_MEMBERS.some((member) => member in error);
}

/** Of Sentry (`detail`), Datadog (`errors`) and OpenSearch (`error`). */
const ERROR_MEMBERS = ["detail", "errors", "error"] as const;

/** Only codes and names: the error message may quote a header, and with it a key. */
function describeFailure(error: unknown, timeoutMs: number): string {
  const { name, code } = error as NodeJS.ErrnoException;
  return name === "TimeoutError" ? `no response within ${timeoutMs} ms` : `no response (${code ?? name})`;
}
