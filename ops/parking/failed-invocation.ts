import { decode } from "../../lambda/forwarder/decode";
import { extractPayloads } from "../../lambda/forwarder/payloads";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import { isObject, type JsonObject, parseJson } from "../../lambda/shared/json";

/**
 * An invocation of a forwarder that Lambda stopped retrying, with the event that invokes it again.
 *
 * Source: AWS Lambda Developer Guide, "Retain records of failed invocations" (`requestPayload`) and "Retain discarded
 * batch records for a Kinesis Data Streams event source" (`payload`, which may be JSON text).
 */
export interface FailedInvocation {
  /** The input of the invocation: log text before redaction. */
  readonly event: unknown;
  /** Of the function, without the version. */
  readonly functionArn: string | undefined;
  /** Why Lambda stopped, and the function's error. */
  readonly reason: string;
}

export function failedInvocation(record: JsonObject): FailedInvocation {
  const { requestContext, requestPayload, payload, responsePayload } = record;
  const context = isObject(requestContext) ? requestContext : {};
  const response = isObject(responsePayload) ? responsePayload : {};
  const { functionArn, condition } = context;
  const error = response["errorMessage"] ?? response["errorType"];
  return {
    event: requestPayload ?? (typeof payload === "string" ? parseJson(payload) : payload),
    functionArn: typeof functionArn === "string" ? functionArn.split(":").slice(0, 7).join(":") : undefined,
    reason: [condition, error].filter((part) => typeof part === "string").join(": ") || "no reason given",
  };
}

export interface InvocationContent {
  readonly events: number;
  /** Number of events of each log. */
  readonly logs: Readonly<Record<string, number>>;
  /** Milliseconds since the epoch. */
  readonly oldest?: number;
  readonly undecodablePayloads: number;
}

/** What the payloads of an invocation contain, without text. */
export function contentOf(invocation: FailedInvocation, environment: string): InvocationContent {
  const { events, undecodable } = decodeInvocation(invocation, environment);
  const logs: Record<string, number> = {};
  let oldest = Infinity;
  for (const { log, timestamp } of events) {
    logs[log] = (logs[log] ?? 0) + 1;
    oldest = Math.min(oldest, timestamp);
  }
  return {
    events: events.length,
    logs,
    ...(events.length > 0 && { oldest }),
    undecodablePayloads: undecodable,
  };
}

/** The events of an invocation, and the number of its payloads that cannot be decoded. */
export function decodeInvocation(
  { event }: FailedInvocation,
  environment: string,
): { readonly events: readonly RawEvent[]; readonly undecodable: number } {
  const decoded = extractPayloads(event).map(({ compressed }) => decode(compressed, environment));
  return {
    events: decoded.flatMap((payload) => (payload.kind === "events" ? payload.events : [])),
    undecodable: decoded.filter(({ kind }) => kind === "undecodable").length,
  };
}
