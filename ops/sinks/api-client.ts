import { setTimeout as sleepFor } from "node:timers/promises";
import { retryAfterMs } from "../../lambda/delivery/sinks/http";
import { parseJson } from "../../lambda/shared/json";
import { OperatorError } from "../cli";

export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether 404 is an answer, and not an error. @default false */
  readonly mayBeMissing?: boolean;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined if it is not JSON. */
  readonly body: unknown;
}

/** Sends requests one after the other. */
export type SendRequest = (request: ApiRequest) => Promise<ApiResponse>;

export interface ApiClientOptions {
  /** Name of the product, for messages. */
  readonly title: string;
  /** The remedy for a refused request, by its status. @default - the status alone is reported */
  readonly remedies?: Readonly<Partial<Record<number, string>>>;
  readonly signal?: AbortSignal | undefined;
  /** @default - waits that long, until the signal aborts */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
  /** @default Date.now */
  readonly now?: () => number;
}

const REQUEST_TIMEOUT_MS = 60_000;
const MAX_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 1_000;
/** A longer pause is an operator's decision. */
const MAX_PAUSE_MS = 2 * 60_000;
const UNAVAILABLE: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Sends requests to an API with keys. Waits while a rate limit is exceeded, and retries a server that is unavailable.
 * Does not follow redirects, which could lead the keys to another host.
 *
 * @returns a function that throws an OperatorError for any answer other than 200, and 404 where a request expects it
 */
export function createApiClient({
  title,
  remedies = {},
  signal,
  sleep = (ms) => sleepFor(ms, undefined, { signal }),
  now = Date.now,
}: ApiClientOptions): SendRequest {
  return async function send(request, attempt = 1): Promise<ApiResponse> {
    const response = await fetchOnce(title, request, signal);
    const { status } = response;
    if (status === 200 || (status === 404 && request.mayBeMissing === true)) return response;
    const what = `${title} answers ${status} to ${request.method} ${withoutQuery(request.url)}`;
    if (UNAVAILABLE.has(status)) {
      const pauseMs = Math.max(pauseOf(response.headers, now()), FIRST_BACKOFF_MS * 2 ** (attempt - 1));
      if (attempt < MAX_ATTEMPTS && pauseMs <= MAX_PAUSE_MS) {
        await sleep(pauseMs);
        return send(request, attempt + 1);
      }
      throw new OperatorError(`${what}; try again in ${Math.ceil(pauseMs / 1_000)} seconds`);
    }
    const remedy = remedies[status];
    throw new OperatorError(remedy === undefined ? what : `${what}: ${remedy}`);
  };
}

async function fetchOnce(
  title: string,
  { method, url, headers, body }: ApiRequest,
  signal: AbortSignal | undefined,
): Promise<ApiResponse> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
  } catch (error) {
    signal?.throwIfAborted();
    // Only the code or the name: the message may quote a header, and with it a key.
    const { name, cause } = error as Error;
    const { code = name } = (cause ?? {}) as NodeJS.ErrnoException;
    throw new OperatorError(
      `${title} cannot be reached at ${new URL(url).origin} (${code}); check the network`,
    );
  }
}

/**
 * Until the rate limit ends, in milliseconds. Sources: Datadog API Reference, "Rate Limits": `X-RateLimit-Reset`, seconds
 * until the reset; Sentry documentation, "API Reference", "Rate Limits": `X-Sentry-Rate-Limit-Reset`, seconds since the
 * epoch, which every response has.
 */
function pauseOf(headers: Headers, now: number): number {
  const resetInSeconds = Number(headers.get("x-ratelimit-reset") ?? 0);
  const resetAtSeconds = Number(headers.get("x-sentry-rate-limit-reset") ?? 0);
  return Math.max(
    retryAfterMs(headers.get("retry-after"), now),
    Number.isFinite(resetInSeconds) ? resetInSeconds * 1_000 : 0,
    Number.isFinite(resetAtSeconds) && resetAtSeconds > 0 ? resetAtSeconds * 1_000 - now : 0,
  );
}

/** The query contains search terms, and makes the message long. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
