import { readBounded } from "../shared/read-bounded";
import { safeErrorName } from "../shared/safe-error-name";

const TIMEOUT_MS = 8_000;
/** Webhooks answer with a few hundred bytes, which are read so that the connection can be reused. */
const MAX_RESPONSE_BYTES = 65_536;

/** Undefined if the webhook accepted the request; otherwise why not, without the address. */
export async function send(url: string, body: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      // A redirect could send the notification to another host.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.body) await readBounded(response.body, MAX_RESPONSE_BYTES).catch(() => undefined);
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    const { cause } = error as Error;
    return `no response (${safeErrorName(cause instanceof Error ? cause : error)})`;
  }
}
