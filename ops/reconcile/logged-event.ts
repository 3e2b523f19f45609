import type { RedactionOverrides, SinkName } from "../../catalog";
import type { EventHeader } from "../../lambda/delivery/log-event";
import { SINK_DEFINITIONS } from "../../lambda/delivery/sinks";
import { eventTime } from "../../lambda/delivery/sinks/event-time";
import { fingerprint } from "../../lambda/delivery/sinks/sentry/fingerprint";
import { parseRecord } from "../../lambda/forwarder/parse";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import { createSampler, type SampleRates } from "../../lambda/forwarder/sampling";
import { createRedactor } from "../../lambda/redaction";

/** What the forwarder decides on an event before it sends it. */
export type Decision = "expected" | "filtered" | "sampled";

/** A log event of a log group, without its text. */
export interface LoggedEvent extends EventHeader {
  /** The time under which the sinks store it, in milliseconds since the epoch: the log record's own. */
  readonly time: number;
  /** CloudWatch Logs received it so recently that it may be on its way to the sinks. */
  readonly inFlight: boolean;
  readonly decisions: Readonly<Partial<Record<SinkName, Decision>>>;
  /**
   * Equal for the errors that storm aggregation may represent by one of them.
   * @default - the sink does not aggregate the event
   */
  readonly fingerprint?: string;
}

export interface DeciderOptions {
  /** The sampling rates of the forwarder of each sink. */
  readonly sampleRates: ReadonlyMap<SinkName, SampleRates>;
  readonly redaction?: RedactionOverrides | undefined;
}

/** Returns what the forwarder decides on an event at each sink. */
export type Decide = (event: RawEvent, inFlight: boolean) => LoggedEvent;

/**
 * Recomputes the decisions of the forwarder with the forwarder's own code. They depend on the event and the sampling
 * rates alone, so they are the same as at the first delivery, if the configuration is.
 */
export function createDecider({ sampleRates, redaction }: DeciderOptions): Decide {
  const sinks = [...sampleRates].map(([sink, rates]) => ({
    sink,
    route: SINK_DEFINITIONS[sink].route,
    aggregates: SINK_DEFINITIONS[sink].createAggregation !== undefined,
    passesSampling: createSampler(rates),
  }));
  // Aggregation compares redacted events. Without the hash key, a mask takes the place of a hash.
  const { redactRecord } = createRedactor({ overrides: redaction });
  return ({ message, ...header }, inFlight) => {
    const record = parseRecord(message, header.timestamp);
    const event = { ...header, record };
    const decisions: Partial<Record<SinkName, Decision>> = {};
    let isAggregated = false;
    for (const { sink, route, aggregates, passesSampling } of sinks) {
      const decision = !route.matches(event) ? "filtered" : passesSampling(event) ? "expected" : "sampled";
      decisions[sink] = decision;
      if (aggregates && decision === "expected") isAggregated = true;
    }
    const redacted = isAggregated ? redactRecord(record, header.log).record : undefined;
    return {
      ...header,
      time: eventTime(event),
      inFlight,
      decisions,
      ...(redacted && { fingerprint: JSON.stringify(fingerprint(redacted)) }),
    };
  };
}
