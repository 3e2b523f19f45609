import type { Client } from "@opensearch-project/opensearch";
import { isObject, type JsonObject } from "../../../shared/json";

type Parameters = globalThis.Parameters<Client["transport"]["request"]>[0];

/**
 * One request, over in `timeoutMs` whatever the engine does: the client's own limit is on silence, and an answer may
 * come byte by byte.
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
