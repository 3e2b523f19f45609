import { post } from "../http";
import type { Item, Verdict } from "../sink";
import type { Endpoint } from "./dsn";
import { TIMEOUT_MS } from "./limits";
import { afterAnswer, type RateLimits, waitMs } from "./rate-limits";
import { limited, toVerdict } from "./verdicts";

/** A sender that remembers for how long Sentry wants nothing, and sends nothing until then. */
export function createSender(
  { url, auth }: Endpoint,
  now: () => number,
): (batch: readonly Item[]) => Promise<readonly Verdict[]> {
  let limits: RateLimits = {};

  async function sendOne({ body }: Item): Promise<Verdict> {
    const silenceMs = waitMs(limits, now());
    if (silenceMs > 0) return limited(silenceMs);
    const answer = await post({
      url,
      headers: { "content-type": "application/x-sentry-envelope", "x-sentry-auth": auth },
      body,
      timeoutMs: TIMEOUT_MS,
    });
    limits = afterAnswer(limits, answer, now());
    return toVerdict(answer, waitMs(limits, now()));
  }

  return (batch) => Promise.all(batch.map(sendOne));
}
