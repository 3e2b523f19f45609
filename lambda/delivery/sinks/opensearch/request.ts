import { isObject, type JsonObject } from "../../../shared/json";
import { type SearchClient, type SearchRequest, sendSearchRequest } from "../../../shared/search-request";

/**
 * The body of the response to one request; an empty object for a body that is not a JSON object.
 *
 * @throws the client's errors
 */
export async function request(
  client: SearchClient,
  timeoutMs: number,
  parameters: SearchRequest,
): Promise<JsonObject> {
  const body: unknown = (await sendSearchRequest(client, timeoutMs, parameters)).body;
  return isObject(body) ? body : {};
}
