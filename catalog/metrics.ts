/** A metric that the platform writes, in the namespace METRIC_NAMESPACE. */
export interface Metric {
  readonly name: string;
  /** A unit of the CloudWatch API, "MetricDatum". */
  readonly unit: "Count";
  /** `Environment` alone, or `Environment` and `Sink`. */
  readonly dimensions: readonly ("Environment" | "Sink")[];
  readonly description: string;
}

const PER_SINK = ["Environment", "Sink"] as const;
const PER_ENVIRONMENT = ["Environment"] as const;

/** The only definition of these metrics. The functions write them, and alarms evaluate some of them. */
export const METRICS = {
  received: {
    name: "Received",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events that the sink was offered; each retry of an invocation counts them again",
  },
  delivered: {
    name: "Delivered",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events that the sink accepted",
  },
  parked: {
    name: "Parked",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events stored for replay, because the sink could not accept them",
  },
  rejected: {
    name: "Rejected",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events that the sink rejected; they are not retried",
  },
  filtered: {
    name: "Filtered",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events that are not meant for the sink",
  },
  sampled: {
    name: "Sampled",
    unit: "Count",
    dimensions: PER_SINK,
    description: "events omitted by the sampling rate or by aggregation",
  },
  unsettled: {
    name: "Unsettled",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events without an outcome, which fail the invocation; summed over the sinks",
  },
  quarantined: {
    name: "Quarantined",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events that a sink rejected, stored in quarantine and not retried; summed over the sinks",
  },
  redactionFailures: {
    name: "RedactionFailures",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description:
      "events whose redaction failed or ran out of time: the forwarder or the archiver withheld their text, or the replay sent them as they were parked",
  },
  redactionTimeouts: {
    name: "RedactionTimeouts",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "events whose text was withheld because the time for redaction was used up",
  },
  decodeFailures: {
    name: "DecodeFailures",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description:
      "payloads that the forwarder could not decode or must not forward, and input that the replay could not decode",
  },
  controlMessages: {
    name: "ControlMessages",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description:
      "messages by which CloudWatch Logs checks that it can reach the forwarder; they contain no events",
  },
  archived: {
    name: "Archived",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description:
      "events of audit logs that Firehose accepted for the audit archive; a retry counts them again",
  },
  manifests: {
    name: "Manifests",
    unit: "Count",
    dimensions: PER_ENVIRONMENT,
    description: "manifests of the audit archive that were written: normally one per hour",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof METRICS;

/** The ledger of one sink. The first metric is the sum of the others if every event has an outcome. */
export const LEDGER_METRICS = [
  METRICS.received,
  METRICS.delivered,
  METRICS.parked,
  METRICS.rejected,
  METRICS.filtered,
  METRICS.sampled,
] as const satisfies readonly Metric[];
