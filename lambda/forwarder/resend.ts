import { SINK_NAMES, type SinkName } from "../../catalog";
import type { Ledger } from "../delivery/ledger";
import type { Sink } from "../delivery/sinks/sink";
import { isObject } from "../shared/json";
import { SafeError } from "../shared/safe-error";

/**
 * An invocation by an operator, who sends log events of a log group again to one sink: `npx logs resend`. A forwarder
 * of an earlier version cannot decode it, and therefore delivers nothing to any sink.
 */
export interface ResendRequest {
  readonly resend: {
    readonly sink: SinkName;
    /** Payloads as CloudWatch Logs sends them: gzip of JSON, in base64. */
    readonly data: readonly string[];
  };
}

/** What the forwarder returns for a `ResendRequest`. */
export interface ResendResponse {
  /** The outcomes at the sink; absent if the payloads contain no event. */
  readonly ledger?: Ledger;
  /** Number of events that were sent without their text. */
  readonly redactionFailures: number;
}

/** The request, if the invocation is one. */
export function parseResendRequest(event: unknown): ResendRequest["resend"] | undefined {
  const { resend } = isObject(event) ? event : {};
  const { sink: name, data } = isObject(resend) ? resend : {};
  const sink = SINK_NAMES.find((candidate) => candidate === name);
  return sink && isTextList(data) ? { sink, data } : undefined;
}

/**
 * The only sink of a request. It does not aggregate: aggregation gives an event another id, by which the sink would not
 * recognize an event that it has.
 *
 * @throws SafeError if the function does not serve the sink
 */
export function resendSink(sinks: readonly Sink[], name: SinkName): Sink {
  const sink = sinks.find((candidate) => candidate.name === name);
  if (!sink)
    throw new SafeError(
      `this function does not serve the sink ${name}, only ${sinks.map((each) => each.name).join(", ")}; ` +
        "invoke the forwarder of that sink",
    );
  return { ...sink, aggregate: (events) => ({ kept: events, sampled: [] }) };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
