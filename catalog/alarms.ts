import type { LogMetricId } from "./log-metrics";
import type { MetricId, METRICS } from "./metrics";

/** Metrics the platform writes for an environment as a whole: those per sink would need an alarm for each sink. */
type EnvironmentMetricId = {
  [Id in MetricId]: "Sink" extends (typeof METRICS)[Id]["dimensions"][number] ? never : Id;
}[MetricId];

/** Whose metric an alarm watches, and its name there. */
export type WatchedMetric =
  | { readonly of: "log"; readonly name: LogMetricId }
  | { readonly of: "platform"; readonly name: EnvironmentMetricId }
  /** Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions". */
  | { readonly of: "forwarder"; readonly name: "Errors" | "Throttles" }
  /** Of forwarders that log groups invoke themselves. */
  | { readonly of: "invoked-forwarder"; readonly name: "AsyncEventAge" }
  /** Of forwarders that read the Kinesis data stream. */
  | { readonly of: "reading-forwarder"; readonly name: "IteratorAge" }
  | { readonly of: "replay"; readonly name: "Errors" }
  /** Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
  | {
      readonly of: "undelivered" | "replay-dead-letters";
      readonly name: "ApproximateNumberOfMessagesVisible";
    }
  /** Messages of the replay queues, both those that wait to be taken and those that are hidden until the next attempt. */
  | { readonly of: "replay-queue"; readonly name: "messages" }
  /** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
  | {
      readonly of: "domain";
      readonly name:
        "ClusterStatus.red" | "ClusterIndexWritesBlocked" | "FreeStorageSpace" | "KMSKeyError" | "Nodes";
    };

/** What of an environment thresholds depend on. */
export interface Sizes {
  /** Errors in the application log within five minutes that make a spike. */
  readonly errorSpike: number;
  /** Volume of one data node of the domain, in MiB; 0 where there is none. */
  readonly volumeMiB: number;
}

/** In the metric's own unit: a count, milliseconds or MiB. */
type Limit = number | ((sizes: Sizes) => number);

/** Something a person is told of. Its article is the heading of the same name in docs/runbook.md. */
export interface Alarm {
  readonly id: string;
  /** `page`: the product fails or records are about to be lost. `ticket`: somebody looks within a working day. */
  readonly severity: "page" | "ticket";
  readonly metric: WatchedMetric;
  readonly statistic: "Sum" | "Maximum" | "Minimum";
  readonly periodMinutes: 1 | 5;
  /** What the statistic of one period must be to count as a breach. */
  readonly when: { readonly atLeast: Limit } | { readonly below: Limit };
  /** How many of the last how many periods have to be breaches. */
  readonly breaches: readonly [count: number, ofLast: number];
  /** What failed, for who is told. */
  readonly says: string;
  /** What a period without data means: nothing happened, or nobody is left to say so. */
  readonly whenSilent: "ok" | "breach";
  /** Why silence means that. */
  readonly because: string;
}

/** Thresholds of the domain are those of Amazon OpenSearch Service Developer Guide, "Recommended CloudWatch alarms". */
export const ALARMS = [
  {
    id: "error-spike",
    severity: "page",
    metric: { of: "log", name: "applicationErrors" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: ({ errorSpike }: Sizes) => errorSpike },
    breaches: [1, 1],
    says: "InventorySync logs errors at an unusual rate",
    whenSilent: "ok",
    because: "the metric filter writes zero while no line matches, and nothing while no lines come",
  },
  {
    id: "forwarder-errors",
    severity: "page",
    metric: { of: "forwarder", name: "Errors" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    // Lambda tries each invocation twice again, a minute and two minutes later: one bad period may have healed.
    breaches: [2, 3],
    says: "the forwarder keeps failing: it could not even park what a sink did not take",
    whenSilent: "ok",
    because: "Lambda reports errors of invocations only, and without log lines there are none",
  },
  {
    id: "forwarder-throttled",
    severity: "ticket",
    metric: { of: "forwarder", name: "Throttles" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [3, 3],
    says: "the forwarder has been at its reserved concurrency for 15 minutes",
    whenSilent: "ok",
    because: "Lambda reports throttles of invocations only, and without log lines there are none",
  },
  {
    id: "forwarder-behind",
    severity: "page",
    metric: { of: "invoked-forwarder", name: "AsyncEventAge" },
    statistic: "Maximum",
    periodMinutes: 5,
    when: { atLeast: 15 * 60_000 },
    breaches: [1, 1],
    says: "log events have waited 15 minutes and more for the forwarder",
    whenSilent: "ok",
    because: "Lambda reports the age of an event when it takes it, and without log lines it takes none",
  },
  {
    id: "kinesis-behind",
    severity: "page",
    metric: { of: "reading-forwarder", name: "IteratorAge" },
    statistic: "Maximum",
    periodMinutes: 5,
    when: { atLeast: 15 * 60_000 },
    breaches: [1, 1],
    says: "log events have waited 15 minutes and more in the Kinesis data stream for a forwarder",
    whenSilent: "ok",
    because: "Lambda reports the age of a record when it takes it, and without log lines it takes none",
  },
  {
    id: "parking-age",
    severity: "page",
    metric: { of: "replay-queue", name: "messages" },
    statistic: "Maximum",
    periodMinutes: 1,
    when: { atLeast: 1 },
    // A message that is just taken again may be counted nowhere, and so may a queue that SQS reports late.
    breaches: [12, 15],
    says: "log events have waited in parking for 15 minutes: a sink cannot take them",
    whenSilent: "ok",
    because: "SQS reports nothing for a queue that has been empty for six hours",
  },
  {
    id: "replay-errors",
    severity: "ticket",
    metric: { of: "replay", name: "Errors" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [2, 3],
    says: "the replay of parked log events keeps failing",
    whenSilent: "ok",
    because: "Lambda reports errors of invocations only, and with nothing parked there are none",
  },
  {
    id: "replay-dead-letters",
    severity: "page",
    metric: { of: "replay-dead-letters", name: "ApproximateNumberOfMessagesVisible" },
    statistic: "Maximum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "parked log events are no longer tried: their messages are in the dead-letter queue",
    whenSilent: "ok",
    because: "SQS reports nothing for a queue that has been empty for six hours",
  },
  {
    id: "quarantined",
    severity: "ticket",
    metric: { of: "platform", name: "quarantined" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "a sink refused log events for good: they are in quarantine",
    whenSilent: "ok",
    because: "the functions write their metrics when they are invoked, and without log lines they are not",
  },
  {
    id: "undelivered",
    severity: "page",
    metric: { of: "undelivered", name: "ApproximateNumberOfMessagesVisible" },
    statistic: "Maximum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "the forwarder gave log events up: they wait in the queue of undelivered events",
    whenSilent: "ok",
    because: "SQS reports nothing for a queue that has been empty for six hours",
  },
  {
    id: "redaction-failures",
    severity: "ticket",
    metric: { of: "platform", name: "redactionFailures" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "redaction failed on log events, whose text was withheld from every sink",
    whenSilent: "ok",
    because: "the forwarder writes its metrics when it is invoked, and without log lines it is not",
  },
  {
    id: "secrets-logged",
    severity: "ticket",
    metric: { of: "log", name: "loggedSecrets" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "a credential, a card number or an account number was written to a log group, which masks it",
    whenSilent: "ok",
    because: "CloudWatch Logs reports only what it finds",
  },
  {
    id: "decode-failures",
    severity: "ticket",
    metric: { of: "platform", name: "decodeFailures" },
    statistic: "Sum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "the forwarder could not read what CloudWatch Logs handed it",
    whenSilent: "ok",
    because: "the forwarder writes its metrics when it is invoked, and without log lines it is not",
  },
  {
    id: "domain-red",
    severity: "page",
    metric: { of: "domain", name: "ClusterStatus.red" },
    statistic: "Maximum",
    periodMinutes: 1,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "the search domain is red: a primary shard and all its replicas are on no node",
    whenSilent: "ok",
    because: "a domain that reports nothing at all is what domain-unreachable tells of",
  },
  {
    id: "domain-full",
    severity: "ticket",
    metric: { of: "domain", name: "FreeStorageSpace" },
    statistic: "Minimum",
    periodMinutes: 1,
    when: { below: ({ volumeMiB }: Sizes) => volumeMiB / 4 },
    breaches: [1, 1],
    says: "a node of the search domain has less than a quarter of its volume free",
    whenSilent: "ok",
    because: "a domain that reports nothing at all is what domain-unreachable tells of",
  },
  {
    id: "domain-writes-blocked",
    severity: "page",
    metric: { of: "domain", name: "ClusterIndexWritesBlocked" },
    statistic: "Maximum",
    periodMinutes: 5,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "the search domain refuses to write",
    whenSilent: "ok",
    because: "a domain that reports nothing at all is what domain-unreachable tells of",
  },
  {
    id: "domain-key-unusable",
    severity: "page",
    metric: { of: "domain", name: "KMSKeyError" },
    statistic: "Maximum",
    periodMinutes: 1,
    when: { atLeast: 1 },
    breaches: [1, 1],
    says: "the search domain cannot use its key",
    whenSilent: "ok",
    because: "the metric exists only while the key has been disabled",
  },
  {
    id: "domain-unreachable",
    severity: "page",
    metric: { of: "domain", name: "Nodes" },
    statistic: "Minimum",
    periodMinutes: 5,
    when: { below: 1 },
    breaches: [3, 3],
    says: "the search domain has reported no node for 15 minutes",
    whenSilent: "breach",
    because: "a running domain reports its nodes every minute",
  },
] as const satisfies readonly Alarm[];

export type AlarmId = (typeof ALARMS)[number]["id"];
