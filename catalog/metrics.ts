/** A metric the platform itself writes, in the namespace METRIC_NAMESPACE. */
export interface Metric {
  readonly name: string;
  /** A unit of the CloudWatch API, "MetricDatum". */
  readonly unit: "Count";
  /** Its dimensions: `Environment` alone, or `Environment` and `Sink`. */
  readonly dimensions: readonly ("Environment" | "Sink")[];
  readonly description: string;
}

const PER_SINK = ["Environment", "Sink"] as const;
const PER_ENVIRONMENT = ["Environment"] as const;

/** The only place that names these metrics: the forwarder writes them, and alarms evaluate some of them. */
export const METRICS = {
  received: {
    name: "Received",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events offered to the sink; each retry of an invocation counts them again",
  },
  delivered: { name: "Delivered", unit: "Count", dimensions: PER_SINK, description: "events the sink took" },
  parked: {
    name: "Parked",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events set aside because the sink could not take them now",
  },
  rejected: {
    name: "Rejected",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events the sink will never take",
  },
  filtered: {
    name: "Filtered",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events the sink is not for",
  },
  sampled: {
    name: "Sampled",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events left out on purpose because many like them were sent",
  },
  unsettled: {
    name: "Unsettled",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events with no outcome at some sink, which fails the invocation; a sum over the sinks",
  },
  quarantined: {
    name: "Quarantined",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events that a sink refused for good, and that wait in quarantine; a sum over the sinks",
  },
  redactionFailures: {
    name: "RedactionFailures",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events whose text was withheld because redaction failed",
  },
  decodeFailures: {
    name: "DecodeFailures",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "invocations whose payload could not be read",
  },
  controlMessages: {
    name: "ControlMessages",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description:
      "messages by which CloudWatch Logs checks that it can reach the forwarder; they carry no events",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof METRICS;

/** The ledger of one sink: the first is the sum of the others wherever nothing was lost. */
export const LEDGER_METRICS = [
  METRICS.received,
  METRICS.delivered,
  METRICS.parked,
  METRICS.rejected,
  METRICS.filtered,
  METRICS.sampled,
] as const satisfies readonly Metric[];
