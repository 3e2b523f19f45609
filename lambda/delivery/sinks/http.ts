import { parseRetryAfterHeader } from "@sentry/core";
import { type HttpResponse, sendRequest } from "../../shared/http-request";
import { isObject, parseObject } from "../../shared/json";
import { type Compression, GZIP } from "./compression";
import { capPause } from "./pause";

/** Maximum size of a response that is read, in bytes. The intakes answer with a few hundred bytes. */
export const MAX_RESPONSE_BYTES = 65_536;

/** The result of a request: a response, or the reason why there is none. */
export type HttpResult =
  ({ readonly kind: "response" } & HttpResponse) | { readonly kind: "noResponse"; readonly reason: string };

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** @default GZIP */
  readonly compression?: Compression | undefined;
  /**
   * Size from which the body is compressed.
   * @default 0 - always
   */
  readonly compressFromBytes?: number;
  /** Maximum time from the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
}

/** Posts a body over a kept-alive connection. Never rejects. */
export async function post({
  url,
  headers,
  body,
  compression = GZIP,
  compressFromBytes = 0,
  timeoutMs,
}: PostRequest): Promise<HttpResult> {
  try {
    const isLarge = body.byteLength >= compressFromBytes;
    const response = await sendRequest({
      method: "POST",
      url,
      headers: { ...headers, ...(isLarge && { "content-encoding": compression.coding }) },
      body: isLarge ? await compression.compress(body) : body,
      timeoutMs,
      maxResponseBytes: MAX_RESPONSE_BYTES,
    });
    return { kind: "response", ...response };
  } catch (error) {
    return { kind: "noResponse", reason: describeFailure(error, timeoutMs) };
  }
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
