import { joinBodies } from "../body-writer";
import { type Compression, GZIP, ZSTD } from "../compression";
import { type HttpResult, post } from "../http";
import type { Send } from "../sink";
import { TIMEOUT_MS } from "./limits";
import { toVerdict } from "./verdicts";

export interface DatadogConnection {
  /** URL without a path. */
  readonly intakeUrl: string;
  readonly apiKey: string;
  readonly now: () => number;
  /**
   * The compressions to use, the preferred one first. The intake accepts zstd: Datadog's Lambda extension sends it to the
   * same URL. Its API reference does not list it, and a proxy may refuse it.
   * Source: DataDog/datadog-lambda-extension, bottlecap/src/logs/flusher.rs; Datadog API Reference, "Send logs".
   * @default - zstd if Node.js has it, and gzip
   */
  readonly compressions?: readonly [Compression, ...Compression[]];
}

/** A list in JSON. */
const LIST = { before: "[", between: ",", after: "]" };

const COMPRESSIONS = ZSTD ? ([ZSTD, GZIP] as const) : ([GZIP] as const);

/**
 * Creates a sender of batches. If the intake refuses a body as malformed, the sender posts it with the next compression, and
 * keeps that one once the intake accepts it.
 */
export function createSender({
  intakeUrl,
  apiKey,
  now,
  compressions = COMPRESSIONS,
}: DatadogConnection): Send {
  let [preferred] = compressions;

  return async (batch, attempt) => {
    const deadline = now() + Math.min(TIMEOUT_MS, attempt.timeoutMs);
    const body = joinBodies(batch, LIST);
    const postWith = (compression: Compression): Promise<HttpResult> =>
      post({
        url: `${intakeUrl}/api/v2/logs`,
        headers: { "content-type": "application/json", "dd-api-key": apiKey },
        ...{ body, compression },
        timeoutMs: Math.max(1, deadline - now()),
      });

    let result = await postWith(preferred);
    for (const compression of compressions.slice(compressions.indexOf(preferred) + 1)) {
      if (!mayRefuseCompression(result)) break;
      result = await postWith(compression);
      if (result.kind === "response" && !mayRefuseCompression(result)) preferred = compression;
    }
    const verdict = toVerdict(result, now());
    return batch.map(() => verdict);
  };
}

/** 415 is the status for a content coding (RFC 9110, "415 Unsupported Media Type"); some programs answer 400. */
function mayRefuseCompression(result: HttpResult): boolean {
  return result.kind === "response" && (result.status === 415 || result.status === 400);
}
