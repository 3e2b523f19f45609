import { gzipSync } from "node:zlib";
import { logGroupName } from "../../catalog";

/** Name of the environment whose log groups the measured forwarder serves. */
export const ENVIRONMENT = "bench";

/** An invocation of the forwarder by CloudWatch Logs. */
export interface Invocation {
  readonly awslogs: { readonly data: string };
}

/** The invocation with these lines, as one payload. CloudWatch Logs sends payloads of up to 1 MB; larger ones measure how the cost grows. */
export function invocationOf(lines: readonly string[], now: number): Invocation {
  const message = {
    messageType: "DATA_MESSAGE",
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, "application"),
    logStream: "inventorysync-api",
    subscriptionFilters: ["forwarder"],
    logEvents: lines.map((line, index) => ({
      // CloudWatch Logs' ids have 56 digits.
      id: `${now}${String(index).padStart(56 - String(now).length, "0")}`,
      timestamp: now,
      message: line,
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(message)).toString("base64") } };
}

/** The part of Lambda's context that the forwarder reads. Its timeout is the default of `forwarding.timeoutSeconds`. */
export const CONTEXT = { getRemainingTimeInMillis: () => 120_000 };
