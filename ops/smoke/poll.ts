import { setTimeout as sleep } from "node:timers/promises";

/** The first pause; each further one is longer by half, to spare the rate limits of the sinks. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 10_000;

/**
 * Asks again until the answer is complete or the deadline has passed.
 *
 * @returns the last answer
 */
export async function poll<Answer>(
  ask: () => Promise<Answer>,
  isComplete: (answer: Answer) => boolean,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 1.5)) {
    const answer = await ask();
    const remainingMs = deadline - Date.now();
    if (isComplete(answer) || remainingMs <= 0) return answer;
    await sleep(Math.min(pauseMs, remainingMs), undefined, { signal });
  }
}
