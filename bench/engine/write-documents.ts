import { createHash } from "node:crypto";
import type { Client } from "@opensearch-project/opensearch";
import { dataStreamPattern } from "../../catalog";
import { generateLines } from "../../local/traffic/generate-lines";
import type { LogLine } from "../../local/traffic";
import { bulkBody, redactedLines } from "../../test/fixtures/questions/delivered-documents";
import { ENVIRONMENT } from "./run-engine";

/** Lines that are generated, redacted and sent together. */
const LINES_PER_BULK = 5_000;

/** Of a host that writes ten lines per second. */
const LINES_PER_PUT = 50;

export interface Documents {
  readonly count: number;
  /** The end of the twenty minutes in which the lines are written, in milliseconds since the epoch. */
  readonly now: number;
  /** @default - the data streams of the environment */
  readonly index?: string;
}

/**
 * Writes generated log lines as the forwarder does. The same count and time give the same documents.
 *
 * @param onLines receives the lines of every request
 */
export async function writeDocuments(
  client: Client,
  { count, now, index }: Documents,
  onLines: (lines: readonly LogLine[]) => void = () => undefined,
): Promise<void> {
  for (let written = 0; written < count; written += LINES_PER_BULK) {
    const lines = generateLines({
      ...{ seed: written + 1, now },
      lines: Math.min(LINES_PER_BULK, count - written),
    });
    onLines(lines);
    const body = bulkBody(
      ENVIRONMENT,
      redactedLines(ENVIRONMENT, lines, (index) => eventId(written + index)),
    );
    const response = await client.transport.request({
      ...{ method: "POST", path: "/_bulk" },
      bulkBody: index === undefined ? body : body.replace(/"_index":"[^"]+"/g, `"_index":"${index}"`),
    });
    if ((response.body as { readonly errors: boolean }).errors)
      throw new Error(`the engine rejected a document: ${JSON.stringify(response.body).slice(0, 500)}`);
  }
  const written = { index: index ?? dataStreamPattern(ENVIRONMENT) };
  await client.indices.refresh(written);
  const { body: counted } = await client.count(written);
  if (counted.count !== count)
    throw new Error(`the engine has ${counted.count} documents, expected ${count}`);
}

/**
 * As in CloudWatch Logs, an event id has 56 digits, and those of one PutLogEvents request are consecutive. The CloudWatch
 * agent sends a request every five seconds.
 */
function eventId(index: number): bigint {
  const request = Math.floor(index / LINES_PER_PUT);
  const digest = createHash("sha256").update(String(request)).digest("hex");
  return (BigInt(`0x${digest}`) % 10n ** 56n) + BigInt(index % LINES_PER_PUT);
}
