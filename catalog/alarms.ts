import type { LogMetricId } from "./log-metrics";
import type { MetricId, METRICS } from "./metrics";
import type { QuestionId } from "./questions";

/** Metrics that the platform writes once per environment. A metric per sink would need an alarm per sink. */
type EnvironmentMetricId = {
  [Id in MetricId]: "Sink" extends (typeof METRICS)[Id]["dimensions"][number] ? never : Id;
}[MetricId];

/** The metric that an alarm evaluates: its source, and its name there. */
export type WatchedMetric =
  | { readonly source: "log"; readonly name: LogMetricId }
  | { readonly source: "platform"; readonly name: EnvironmentMetricId }
  /** Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions". */
  | { readonly source: "forwarder"; readonly name: "Errors" | "Throttles" | "DestinationDeliveryFailures" }
  /** For forwarders that log groups invoke directly. */
  | { readonly source: "direct-forwarder"; readonly name: "AsyncEventAge" | "AsyncEventsDropped" }
  /** For forwarders that read the Kinesis data stream. */
  | { readonly source: "kinesis-forwarder"; readonly name: "IteratorAge" }
  | { readonly source: "replay"; readonly name: "Errors" }
  /** Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
  | {
      readonly source: "on-failure-queue" | "replay-dead-letter-queue";
      readonly name: "ApproximateNumberOfMessagesVisible";
    }
  /** Messages in the replay queues: visible ones, and ones that are invisible until the next attempt. */
  | { readonly source: "replay-queue"; readonly name: "messages" }
  /** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
  | {
      readonly source: "domain";
      readonly name:
        "ClusterStatus.red" | "ClusterIndexWritesBlocked" | "FreeStorageSpace" | "KMSKeyError" | "Nodes";
    };

/** Properties of an environment that thresholds depend on. */
export interface ThresholdParameters {
  /** Number of errors in the application log within five minutes that counts as a spike. */
  readonly errorSpike: number;
  /** Volume of one data node of the domain, in MiB; 0 without a domain. */
  readonly volumeMiB: number;
}

/** In the metric's own unit: a count, milliseconds or MiB. */
type Threshold = number | ((parameters: ThresholdParameters) => number);

/** A CloudWatch alarm. Its runbook article is the heading of the same name in docs/runbook.md. */
export interface Alarm {
  readonly id: string;
  /**
   * `page`: a person acts now, because InventorySync fails, the domain is at risk, or events are 15 minutes late at a
   * sink or may soon be lost to it. `ticket`: an engineer investigates within a working day.
   */
  readonly severity: "page" | "ticket";
  readonly metric: WatchedMetric;
  readonly statistic: "Sum" | "Maximum" | "Minimum";
  readonly periodMinutes: 1 | 5;
  /** A period breaches if its statistic meets this condition. */
  readonly threshold: { readonly atLeast: Threshold } | { readonly below: Threshold };
  /** Number of breaching periods that raises the alarm, out of the last so many periods. */
  readonly breaches: readonly [count: number, ofLast: number];
  /** What failed, for the recipient of the alarm. */
  readonly description: string;
  /** How to evaluate a period without data: as normal inactivity, or as a failure. */
  readonly treatMissingData: "notBreaching" | "breaching";
  /** Why missing data has this meaning. */
  readonly reason: string;
  /**
   * The question whose answer shows what raised the alarm.
   * @default - none: log lines do not show it
   */
  readonly question?: QuestionId;
}

/** Thresholds of the domain are from Amazon OpenSearch Service Developer Guide, "Recommended CloudWatch alarms". */
export const ALARMS = [
  {
    id: "error-spike",
    severity: "page",
    metric: { source: "log", name: "applicationErrors" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: ({ errorSpike }: ThresholdParameters) => errorSpike },
    breaches: [1, 1],
    description: "the application log reached alarms.errorSpike errors within five minutes",
    treatMissingData: "notBreaching",
    reason: "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "error-analysis",
  },
  {
    id: "forwarder-errors",
    severity: "page",
    metric: { source: "forwarder", name: "Errors" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    // Lambda retries an invocation twice, after one minute and after two more minutes, so an error in one period may already have
    // recovered.
    breaches: [2, 3],
    description:
      "invocations of the forwarder fail repeatedly: they run out of time or memory, or the function does not start; " +
      "in topology direct, also if the forwarder can neither deliver nor park log events",
    treatMissingData: "notBreaching",
    reason: "Lambda reports errors only for invocations, and without log lines there are none",
  },
  {
    id: "forwarder-throttled",
    severity: "ticket",
    metric: { source: "forwarder", name: "Throttles" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [3, 3],
    description: "the forwarder has been throttled at its reserved concurrency for 15 minutes",
    treatMissingData: "notBreaching",
    reason: "Lambda reports throttles only for invocation requests, and without log lines there are none",
  },
  {
    id: "forwarder-event-age",
    severity: "page",
    metric: { source: "direct-forwarder", name: "AsyncEventAge" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 15 * 60_000 },
    breaches: [1, 1],
    description: "log events have waited at least 15 minutes for the forwarder",
    treatMissingData: "notBreaching",
    reason:
      "Lambda reports the age of an event when it invokes the function, and without log lines it does not",
  },
  {
    id: "kinesis-iterator-age",
    severity: "page",
    metric: { source: "kinesis-forwarder", name: "IteratorAge" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 15 * 60_000 },
    breaches: [1, 1],
    description: "log events have waited at least 15 minutes in the Kinesis data stream for a forwarder",
    treatMissingData: "notBreaching",
    reason:
      "Lambda reports the age of a record when it invokes the function, and without log lines it does not",
  },
  {
    id: "parking-age",
    severity: "page",
    metric: { source: "replay-queue", name: "messages" },
    statistic: "Maximum",
    periodMinutes: 1,
    threshold: { atLeast: 1 },
    // CloudWatch may miss a message that is being received, and SQS may report a queue late.
    breaches: [12, 15],
    description:
      "log events have been parked for 15 minutes: a sink does not accept them, or the replay does not run",
    treatMissingData: "notBreaching",
    reason: "SQS reports no metrics for a queue that has been inactive for six hours",
  },
  {
    id: "replay-errors",
    severity: "ticket",
    metric: { source: "replay", name: "Errors" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [2, 3],
    description: "the replay of parked log events fails repeatedly",
    treatMissingData: "notBreaching",
    reason: "Lambda reports errors only for invocations, and without parked events there are none",
  },
  {
    id: "replay-dead-letter-queue-not-empty",
    severity: "page",
    metric: { source: "replay-dead-letter-queue", name: "ApproximateNumberOfMessagesVisible" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description: "parked log events are no longer retried: their messages are in the dead-letter queue",
    treatMissingData: "notBreaching",
    reason: "SQS reports no metrics for a queue that has been inactive for six hours",
  },
  {
    id: "quarantined",
    severity: "ticket",
    metric: { source: "platform", name: "quarantined" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description: "a sink rejected log events: they are quarantined and not retried",
    treatMissingData: "notBreaching",
    reason: "the functions write their metrics when they are invoked, and without log lines they are not",
  },
  {
    id: "on-failure-queue-not-empty",
    severity: "page",
    metric: { source: "on-failure-queue", name: "ApproximateNumberOfMessagesVisible" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "Lambda no longer retries payloads whose log events were neither delivered nor parked: see the on-failure queue",
    treatMissingData: "notBreaching",
    reason: "SQS reports no metrics for a queue that has been inactive for six hours",
  },
  {
    id: "async-events-dropped",
    severity: "page",
    metric: { source: "direct-forwarder", name: "AsyncEventsDropped" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "Lambda dropped payloads from its queue for the forwarder: they are on the on-failure queue, or lost to the sinks",
    treatMissingData: "notBreaching",
    reason: "Lambda reports dropped events only when it drops one",
  },
  {
    id: "destination-delivery-failures",
    severity: "page",
    metric: { source: "forwarder", name: "DestinationDeliveryFailures" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "Lambda could not write payloads to the on-failure destination: the sinks may never receive their log events",
    treatMissingData: "notBreaching",
    reason: "Lambda reports a failed delivery only when it sends something to the on-failure destination",
  },
  {
    id: "redaction-failures",
    severity: "ticket",
    metric: { source: "platform", name: "redactionFailures" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "redaction failed for log events: the forwarder sent them without their text, or the replay sent them with their first redaction only",
    treatMissingData: "notBreaching",
    reason: "the functions write their metrics when they are invoked, and without log lines they are not",
    question: "redacted-data",
  },
  {
    id: "secrets-logged",
    severity: "ticket",
    metric: { source: "log", name: "loggedSecrets" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "a credential, a card number or an account number was written to a log group, which masks it",
    treatMissingData: "notBreaching",
    reason: "CloudWatch Logs writes a finding only when it masks something",
    question: "redacted-data",
  },
  {
    id: "decode-failures",
    severity: "ticket",
    metric: { source: "platform", name: "decodeFailures" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description: "the forwarder or the replay received input that it cannot decode or must not forward",
    treatMissingData: "notBreaching",
    reason: "the functions write their metrics when they are invoked, and without log lines they are not",
  },
  {
    id: "domain-red",
    severity: "page",
    metric: { source: "domain", name: "ClusterStatus.red" },
    statistic: "Maximum",
    periodMinutes: 1,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description:
      "the search domain is red: at least one primary shard and its replicas are not allocated to a node",
    treatMissingData: "notBreaching",
    reason: "domain-unreachable covers a domain that reports no metrics",
  },
  {
    id: "domain-storage-low",
    severity: "ticket",
    metric: { source: "domain", name: "FreeStorageSpace" },
    statistic: "Minimum",
    periodMinutes: 1,
    threshold: { below: ({ volumeMiB }: ThresholdParameters) => volumeMiB / 4 },
    breaches: [1, 1],
    description: "a node of the search domain has less than a quarter of its volume free",
    treatMissingData: "notBreaching",
    reason: "domain-unreachable covers a domain that reports no metrics",
  },
  {
    id: "domain-writes-blocked",
    severity: "page",
    metric: { source: "domain", name: "ClusterIndexWritesBlocked" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description: "the search domain blocks all writes",
    treatMissingData: "notBreaching",
    reason: "domain-unreachable covers a domain that reports no metrics",
  },
  {
    id: "domain-key-unusable",
    severity: "page",
    metric: { source: "domain", name: "KMSKeyError" },
    statistic: "Maximum",
    periodMinutes: 1,
    threshold: { atLeast: 1 },
    breaches: [1, 1],
    description: "the search domain cannot use its KMS key",
    treatMissingData: "notBreaching",
    reason: "the domain reports this metric only while its key is disabled",
  },
  {
    id: "domain-unreachable",
    severity: "page",
    metric: { source: "domain", name: "Nodes" },
    statistic: "Minimum",
    periodMinutes: 5,
    threshold: { below: 1 },
    breaches: [3, 3],
    description: "the search domain has reported no node for 15 minutes",
    treatMissingData: "breaching",
    reason: "a running domain reports its nodes every minute",
  },
] as const satisfies readonly Alarm[];

export type AlarmId = (typeof ALARMS)[number]["id"];
