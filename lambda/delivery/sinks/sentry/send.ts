import { post } from "../http";
import type { Attempt, Item, Send, Verdict } from "../sink";
import type { Endpoint } from "./dsn";
import { eventId } from "./event";
import { COMPRESS_FROM_BYTES, TIMEOUT_MS } from "./limits";
import { type LimitsByEndpoint, remainingWaitMs, updateAfterResponse } from "./rate-limits";
import { rateLimited, toVerdict } from "./verdicts";

/**
 * Creates a sender that keeps Sentry's rate limits and sends nothing while they apply.
 *
 * @param limitsByEndpoint outlives the sender: a response can reject the key and limit the rate
 */
export function createSender(
  { url, auth }: Endpoint,
  now: () => number,
  limitsByEndpoint: LimitsByEndpoint = new Map(),
): Send {
  const endpoint = `${url} ${auth}`;
  const currentLimits = () => limitsByEndpoint.get(endpoint) ?? {};

  async function sendOne({ event, body }: Item, { timeoutMs }: Attempt): Promise<Verdict> {
    const limitedForMs = remainingWaitMs(currentLimits(), now());
    if (limitedForMs > 0) return rateLimited(limitedForMs);
    const result = await post({
      url,
      headers: { "content-type": "application/x-sentry-envelope", "x-sentry-auth": auth },
      body,
      compressFromBytes: COMPRESS_FROM_BYTES,
      timeoutMs: Math.min(TIMEOUT_MS, timeoutMs),
    });
    const respondedAt = now();
    const limits = updateAfterResponse(currentLimits(), result, respondedAt);
    limitsByEndpoint.set(endpoint, limits);
    return toVerdict(result, eventId(event), remainingWaitMs(limits, respondedAt));
  }

  return (batch, attempt) => Promise.all(batch.map((item) => sendOne(item, attempt)));
}
