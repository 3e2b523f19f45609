import type { CloudFormationCustomResourceResponse as CustomResourceResponse } from "aws-lambda";
import type { Clock } from "../shared/clock";
import { SafeError } from "../shared/safe-error";

const ATTEMPT_TIMEOUT_MS = 4_000;
const RETRY_DELAYS_MS = [500, 1_000, 2_000] as const;

/** Maximum duration of sending, including retries; this much of the function's time is reserved for it. */
export const MAX_SEND_MS =
  (RETRY_DELAYS_MS.length + 1) * ATTEMPT_TIMEOUT_MS + RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0);

/**
 * Sends the response to CloudFormation. The URL is signed for an empty content type. Anyone who has it can respond for
 * the function, so no message contains it.
 * @throws Error after four failed attempts; Lambda then retries the invocation
 */
export async function sendResponse(
  url: string,
  response: CustomResourceResponse,
  sleep: Clock["sleep"],
): Promise<void> {
  for (const waitMs of [...RETRY_DELAYS_MS, undefined]) {
    const problem = await tryToSend(url, response);
    if (problem === undefined) return;
    if (waitMs === undefined) throw new SafeError(`cloudformation did not accept the response: ${problem}`);
    await sleep(waitMs);
  }
}

/** Returns the problem, or undefined. */
async function tryToSend(url: string, response: CustomResourceResponse): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, {
      method: "PUT",
      headers: { "content-type": "" },
      body: JSON.stringify(response),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    return ok ? undefined : `status ${status}`;
  } catch (error) {
    // `fetch` has the network error in the cause.
    const { name, cause } = error as { readonly name: string; readonly cause?: { readonly code?: string } };
    return cause?.code ?? name;
  }
}
