import type { CloudFormationCustomResourceResponse as CustomResourceResponse } from "aws-lambda";
import type { Clock } from "../shared/clock";

const ATTEMPT_TIMEOUT_MS = 4_000;
const RETRY_DELAYS_MS = [500, 1_000, 2_000] as const;

/** The longest that sending may take: so much of the function's time is kept back for it. */
export const MAX_SEND_MS =
  (RETRY_DELAYS_MS.length + 1) * ATTEMPT_TIMEOUT_MS + RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0);

/**
 * Puts the answer where CloudFormation looks for it. The address is signed for an empty content type, and whoever has it
 * can answer in our name: it stands in no message.
 * @throws Error when it was not taken after four attempts; Lambda then invokes the function again
 */
export async function sendResponse(
  url: string,
  response: CustomResourceResponse,
  sleep: Clock["sleep"],
): Promise<void> {
  for (const waitMs of [...RETRY_DELAYS_MS, undefined]) {
    const problem = await tryToSend(url, response);
    if (problem === undefined) return;
    if (waitMs === undefined) throw new Error(`cloudformation did not take the answer: ${problem}`);
    await sleep(waitMs);
  }
}

/** What went wrong, or undefined. */
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
    // `fetch` hides what happened to the connection in the cause.
    const { name, cause } = error as { readonly name: string; readonly cause?: { readonly code?: string } };
    return cause?.code ?? name;
  }
}
