import { post } from "../http";
import type { Attempt, Item, Send, Verdict } from "../sink";
import type { Endpoint } from "./dsn";
import { TIMEOUT_MS } from "./limits";
import { afterAnswer, type RateLimits, waitMs } from "./rate-limits";
import { limited, toVerdict } from "./verdicts";

/** A sender that remembers for how long Sentry wants nothing, and sends nothing until then. */
export function createSender({ url, auth }: Endpoint, now: () => number): Send {
  let limits: RateLimits = {};

  async function sendOne({ body }: Item, { timeoutMs }: Attempt): Promise<Verdict> {
    const silenceMs = waitMs(limits, now());
    if (silenceMs > 0) return limited(silenceMs);
    const answer = await post({
      url,
      headers: { "content-type": "application/x-sentry-envelope", "x-sentry-auth": auth },
      body,
      timeoutMs: Math.min(TIMEOUT_MS, timeoutMs),
    });
    limits = afterAnswer(limits, answer, now());
    return toVerdict(answer, waitMs(limits, now()));
  }

  return (batch, attempt) => Promise.all(batch.map((item) => sendOne(item, attempt)));
}
