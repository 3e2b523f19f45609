import { bytesOf } from "../body-writer";
import { post } from "../http";
import type { Attempt, Item, Send, Verdict } from "../sink";
import type { Endpoint } from "./dsn";
import { eventId } from "./event";
import { COMPRESS_FROM_BYTES, TIMEOUT_MS } from "./limits";
import { createLimitMemory, type LimitMemory, remainingWaitMs, updateAfterResponse } from "./rate-limits";
import { rateLimited, toVerdict } from "./verdicts";

/**
 * Creates a sender that keeps Sentry's rate limits and sends nothing while they apply.
 *
 * @param limits outlive the sender: a response can reject the key and limit the rate
 */
export function createSender(
  { url, auth }: Endpoint,
  now: () => number,
  limits: LimitMemory = createLimitMemory(),
): Send {
  async function sendOne(item: Item, { timeoutMs }: Attempt): Promise<Verdict> {
    const limitedForMs = remainingWaitMs(limits.current, now());
    if (limitedForMs > 0) return rateLimited(limitedForMs);
    const result = await post({
      url,
      headers: { "content-type": "application/x-sentry-envelope", "x-sentry-auth": auth },
      body: bytesOf(item),
      compressFromBytes: COMPRESS_FROM_BYTES,
      timeoutMs: Math.min(TIMEOUT_MS, timeoutMs),
    });
    const respondedAt = now();
    limits.current = updateAfterResponse(limits.current, result, respondedAt);
    return toVerdict(result, eventId(item.event), remainingWaitMs(limits.current, respondedAt));
  }

  return (batch, attempt) => Promise.all(batch.map((item) => sendOne(item, attempt)));
}
