import type { ApiResponse, Client } from "@opensearch-project/opensearch";
import { searchLibrary } from "./lazy-modules";

/** The part of the library's client that sends requests. */
export type SearchClient = Pick<Client, "transport">;

export type SearchRequest = Parameters<SearchClient["transport"]["request"]>[0];

/**
 * Sends one request, without retries, that ends after `timeoutMs` whatever the engine does: the client's own limit is on silence,
 * and a response may arrive byte by byte.
 *
 * @throws the client's errors; a `ResponseError` also for a redirect, which the client does not follow
 */
export async function sendSearchRequest(
  client: SearchClient,
  timeoutMs: number,
  request: SearchRequest,
  headers?: Readonly<Record<string, string>>,
): Promise<ApiResponse> {
  const pending = client.transport.request(request, {
    requestTimeout: timeoutMs,
    maxRetries: 0,
    ...(headers && { headers }),
  });
  const timer = setTimeout(() => {
    pending.abort();
  }, timeoutMs);
  try {
    const response = await pending;
    if (response.statusCode === null || response.statusCode > 299)
      throw new (searchLibrary().errors.ResponseError)(response);
    return response;
  } finally {
    clearTimeout(timer);
  }
}
