import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { parseRetryAfterHeader } from "@sentry/core";

const compress = promisify(gzip);

/** What came back of a request: an answer, or none and why. */
export type HttpResult =
  | { readonly kind: "response"; readonly status: number; readonly headers: Headers }
  | { readonly kind: "noResponse"; readonly reason: string };

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Longest from the first byte sent to the last one read, in milliseconds. */
  readonly timeoutMs: number;
}

/** Sends text, compressed, over a connection that is kept for the next request. Never rejects. */
export async function post({ url, headers, body, timeoutMs }: PostRequest): Promise<HttpResult> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-encoding": "gzip" },
      body: await compress(body),
      // A key in a header must not follow a redirection to another host.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The connection is free again only when the answer is read; the status has said all there is to know by then.
    await response.arrayBuffer().catch(() => undefined);
    return { kind: "response", status: response.status, headers: response.headers };
  } catch (error) {
    return { kind: "noResponse", reason: describeFailure(error, timeoutMs) };
  }
}

/** How long a `Retry-After` asks to wait, in seconds or until a date; milliseconds, 0 where it does not say. */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  return header === null || header === undefined ? 0 : Math.max(0, parseRetryAfterHeader(header, now));
}

/** Codes and names only: the message of an error may quote a header, and so a key. */
function describeFailure(error: unknown, timeoutMs: number): string {
  const { name, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return `no answer (${code ?? name})`;
}
