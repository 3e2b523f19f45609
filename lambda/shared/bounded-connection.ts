import type { IncomingMessage } from "node:http";
import type { Connection } from "@opensearch-project/opensearch";

/**
 * The lowest limit, in bytes, for every request that is not a large bulk request. The largest response to these is the
 * one to a search for 10,000 ids, `index.max_result_window` of OpenSearch: about 125 bytes for each hit.
 */
export const MIN_RESPONSE_LIMIT_BYTES = 2 * 1024 * 1024;

/**
 * Limit for each line of a bulk request, in bytes; a document has two lines. Of the results, the sink asks only for the
 * id, the status and the error. That is about 60 bytes for a created document and 210 for an existing one.
 * A reason that quotes a large value may be longer than 1 KiB, so the limit is for the sum of all results.
 */
export const RESPONSE_BYTES_PER_LINE = 512;

/**
 * Aborts responses that are too large for their request, and compressed responses, which the client never asks for and
 * would decompress without a limit. Otherwise a faulty engine or proxy could exhaust the memory of the function: JSON
 * takes more than 30 times its size as objects.
 *
 * The documents of an aborted bulk response are sent again. The ones that were created are then rejected as existing.
 */
export function withBoundedResponses(Base: typeof Connection): typeof Connection {
  return class BoundedConnection extends Base {
    override request(...[params, callback]: Parameters<Connection["request"]>) {
      return super.request(params, (error, response) => {
        // First the client adds its listeners, which report an aborted response.
        callback(error, response);
        // The client's types say that there is always a response.
        abortIfTooLarge(response, maxResponseBytes(params.body));
      });
    }
  };
}

function maxResponseBytes(body: unknown): number {
  return Math.max(MIN_RESPONSE_LIMIT_BYTES, RESPONSE_BYTES_PER_LINE * countLines(body));
}

function countLines(body: unknown): number {
  if (typeof body !== "string" && !Buffer.isBuffer(body)) return 0;
  let lines = 0;
  for (let end = body.indexOf("\n"); end !== -1; end = body.indexOf("\n", end + 1)) lines += 1;
  return lines;
}

function abortIfTooLarge(response: IncomingMessage | null, maxBytes: number): void {
  if (response === null) return;
  if ((response.headers["content-encoding"] ?? "identity") !== "identity") {
    response.destroy();
    return;
  }
  let bytes = 0;
  response.on("data", (chunk: Buffer | string) => {
    bytes += Buffer.byteLength(chunk);
    if (bytes > maxBytes) response.destroy();
  });
}
