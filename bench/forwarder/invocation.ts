import { gzipSync } from "node:zlib";
import { logGroupName } from "../../catalog";

/** Name of the environment whose log groups the measured forwarder serves. */
export const ENVIRONMENT = "bench";

/** An invocation of the forwarder by CloudWatch Logs, or by the event source mapping of a Kinesis data stream. */
export type Invocation =
  | { readonly awslogs: Payload }
  | { readonly Records: readonly { readonly kinesis: Payload & { readonly sequenceNumber: string } }[] };

interface Payload {
  /** Gzip of JSON, in base64. */
  readonly data: string;
}

/** Of record lines, a payload with more would exceed what the forwarder decodes. */
const MAX_LINES_OF_PAYLOAD = 50_000;

/**
 * The invocation with these lines: one payload, or several from Kinesis if there are more than `maxLines`. CloudWatch Logs
 * sends payloads of up to 1 MB; larger ones measure how the cost grows.
 */
export function invocationOf(
  lines: readonly string[],
  now: number,
  maxLines = MAX_LINES_OF_PAYLOAD,
): Invocation {
  if (lines.length <= maxLines) return { awslogs: payloadOf(lines, now, 0) };
  const count = Math.ceil(lines.length / maxLines);
  return {
    Records: Array.from({ length: count }, (_, index) => {
      const first = index * maxLines;
      const payload = payloadOf(lines.slice(first, first + maxLines), now, first);
      return { kinesis: { ...payload, sequenceNumber: String(index + 1) } };
    }),
  };
}

/** The payloads of an invocation, in base64. */
export function payloadsOf(invocation: Invocation): readonly string[] {
  return "awslogs" in invocation
    ? [invocation.awslogs.data]
    : invocation.Records.map(({ kinesis }) => kinesis.data);
}

/** @param first number of the first line in the invocation, from which its id is made */
function payloadOf(lines: readonly string[], now: number, first: number): Payload {
  const message = {
    messageType: "DATA_MESSAGE",
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, "application"),
    logStream: "inventorysync-api",
    subscriptionFilters: ["forwarder"],
    logEvents: lines.map((line, index) => ({
      // CloudWatch Logs' ids have 56 digits.
      id: `${now}${String(first + index).padStart(56 - String(now).length, "0")}`,
      timestamp: now,
      message: line,
    })),
  };
  return { data: gzipSync(JSON.stringify(message)).toString("base64") };
}

/** The part of Lambda's context that the forwarder reads. Its timeout is the default of `forwarding.timeoutSeconds`. */
export const CONTEXT = { getRemainingTimeInMillis: () => 120_000 };
