import type { Client } from "@opensearch-project/opensearch";
import { isObject, type JsonObject } from "../../../shared/json";

type Parameters = globalThis.Parameters<Client["transport"]["request"]>[0];

/**
 * Sends one request and aborts it after `timeoutMs`. The client's own timeout limits only the time without data, so a
 * response that arrives byte by byte would never exceed it.
 *
 * @throws the client's errors
 */
export async function request(
  client: Client,
  timeoutMs: number,
  parameters: Parameters,
): Promise<JsonObject> {
  const pending = client.transport.request(parameters, { requestTimeout: timeoutMs });
  const timer = setTimeout(() => {
    pending.abort();
  }, timeoutMs);
  try {
    const body: unknown = (await pending).body;
    return isObject(body) ? body : {};
  } finally {
    clearTimeout(timer);
  }
}
