import type { IncomingMessage } from "node:http";
import type { Connection } from "@opensearch-project/opensearch";

/**
 * Maximum size of a response, in bytes. A bulk response contains a result for each document of a request, and an error
 * may quote a value; the documents of a request have at most 9 MiB.
 */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * Aborts responses that exceed `MAX_RESPONSE_BYTES`, and compressed responses, which the client never asks for and would
 * decompress without a limit. Otherwise a faulty engine or proxy could exhaust the memory of the function.
 */
export function withBoundedResponses(Base: typeof Connection): typeof Connection {
  return class BoundedConnection extends Base {
    override request(...[params, callback]: Parameters<Connection["request"]>) {
      return super.request(params, (error, response) => {
        // First the client adds its listeners, which report an aborted response.
        callback(error, response);
        // The client's types say that there is always a response.
        abortIfTooLarge(response);
      });
    }
  };
}

function abortIfTooLarge(response: IncomingMessage | null): void {
  if (response === null) return;
  if ((response.headers["content-encoding"] ?? "identity") !== "identity") {
    response.destroy();
    return;
  }
  let bytes = 0;
  response.on("data", (chunk: Buffer | string) => {
    bytes += Buffer.byteLength(chunk);
    if (bytes > MAX_RESPONSE_BYTES) response.destroy();
  });
}
