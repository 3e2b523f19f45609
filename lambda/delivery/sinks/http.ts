import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { parseRetryAfterHeader } from "@sentry/core";

const compress = promisify(gzip);

/** The result of a request: a response, or the reason why there is none. */
export type HttpResult =
  | { readonly kind: "response"; readonly status: number; readonly headers: Headers }
  | { readonly kind: "noResponse"; readonly reason: string };

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Maximum time from the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
}

/** Posts compressed text over a kept-alive connection. Never rejects. */
export async function post({ url, headers, body, timeoutMs }: PostRequest): Promise<HttpResult> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-encoding": "gzip" },
      body: await compress(body),
      // A redirect could send the key in a header to another host.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The connection can be reused only after the body is read. The status alone determines the verdict.
    await response.arrayBuffer().catch(() => undefined);
    return { kind: "response", status: response.status, headers: response.headers };
  } catch (error) {
    return { kind: "noResponse", reason: describeFailure(error, timeoutMs) };
  }
}

/** The wait that a `Retry-After` header asks for (seconds or a date), in milliseconds; 0 if there is none. */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  return header === null || header === undefined ? 0 : Math.max(0, parseRetryAfterHeader(header, now));
}

/** Only codes and names: the error message may quote a header, and with it a key. */
function describeFailure(error: unknown, timeoutMs: number): string {
  const { name, cause } = error as Error;
  if (name === "TimeoutError") return `no response within ${timeoutMs} ms`;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return `no response (${code ?? name})`;
}
