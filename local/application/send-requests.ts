import { setTimeout as wait } from "node:timers/promises";
import type { ApplicationRequest } from "./request";

/** Requests that are in progress at the same time. */
const CONCURRENCY = 4;

export interface SendOptions {
  /** Address of the application. */
  readonly url: string;
  /** Requests that start per second at most. */
  readonly rate: number;
  /** Ends the sending early. */
  readonly signal?: AbortSignal;
}

/**
 * Sends the requests in their order, and waits for their responses.
 * @throws Error if a request is answered with another status than expected, or not at all
 */
export async function sendRequests(
  requests: readonly ApplicationRequest[],
  { url, rate, signal }: SendOptions,
): Promise<void> {
  const start = performance.now();
  const remaining = requests.entries();
  const sendRemaining = async () => {
    for (const [index, request] of remaining) {
      if (signal?.aborted) return;
      const earliest = start + (index / rate) * 1_000;
      await wait(Math.max(0, earliest - performance.now()), undefined, { ...(signal && { signal }) }).catch(
        () => undefined,
      );
      await send(url, request);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sendRemaining));
}

async function send(url: string, { method, path, body, headers, status }: ApplicationRequest): Promise<void> {
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // The application writes the line before the end of the response.
  const text = await response.text();
  if (response.status !== status)
    throw new Error(`${method} ${path} was answered with ${response.status} ${text}, expected ${status}`);
}
