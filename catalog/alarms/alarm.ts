import type { LogMetricId } from "../log-metrics";
import type { LogId } from "../logs";
import type { MetricId, METRICS } from "../metrics";
import type { Severity } from "../names";
import type { QuestionId } from "../questions";
import type { BurnRate, ServiceLevelId } from "./service-levels";

/** Metrics that the platform writes once per environment. A metric per sink would need an alarm per sink. */
type EnvironmentMetricId = {
  [Id in MetricId]: "Sink" extends (typeof METRICS)[Id]["dimensions"][number] ? never : Id;
}[MetricId];

/** A number of events. */
export type EventCount =
  | { readonly source: "log"; readonly name: LogMetricId }
  /**
   * Events or bytes that CloudWatch Logs received for some logs.
   * Source: Amazon CloudWatch Logs User Guide, "Monitoring with CloudWatch metrics".
   */
  | {
      readonly source: "log-group";
      readonly name: "IncomingLogEvents" | "IncomingBytes";
      readonly logs: readonly LogId[];
    };

/** The metric that an alarm evaluates: its source, and its name there. */
export type WatchedMetric =
  | EventCount
  /** The share of some events in all, in percent; 0 while there are fewer of them than `minimum`. */
  | {
      readonly source: "percent";
      readonly part: EventCount;
      readonly whole: readonly EventCount[];
      readonly minimum: number;
    }
  /** A percentile of a metric with values; 0 while there are fewer values than `minimum`. */
  | {
      readonly source: "percentile";
      readonly name: LogMetricId;
      readonly percentile: number;
      readonly minimum: number;
    }
  /** For environments whose application log has lines at any time. */
  | { readonly source: "steady-log"; readonly name: "IncomingLogEvents"; readonly log: LogId }
  | { readonly source: "platform"; readonly name: EnvironmentMetricId }
  /** Deliveries of CloudWatch Logs to the destination of the subscription filters, over all log groups. */
  | { readonly source: "subscription"; readonly name: "DeliveryErrors" | "DeliveryThrottling" }
  /** Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions". */
  | {
      readonly source: "forwarder";
      readonly name: "Errors" | "Throttles" | "Duration" | "DestinationDeliveryFailures";
    }
  /** For forwarders that log groups invoke directly. */
  | { readonly source: "direct-forwarder"; readonly name: "AsyncEventAge" | "AsyncEventsDropped" }
  /** For forwarders that read Kinesis data streams. */
  | { readonly source: "kinesis-forwarder"; readonly name: "IteratorAge" }
  | { readonly source: "replay"; readonly name: "Errors" }
  /** Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
  | {
      readonly source: "on-failure-queue" | "replay-dead-letter-queue" | "undelivered-queue";
      readonly name: "ApproximateNumberOfMessagesVisible";
    }
  /** Messages in the replay queues: visible ones, and ones that are invisible until the next attempt. */
  | { readonly source: "replay-queue"; readonly name: "messages" }
  /**
   * The function that turns alarms into notifications; SNS invokes it asynchronously.
   * Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions".
   */
  | {
      readonly source: "notifier";
      readonly name: "Errors" | "AsyncEventsDropped" | "DestinationDeliveryFailures";
    }
  /** The functions that send notifications to webhooks. */
  | { readonly source: "notification-webhook"; readonly name: "Errors" }
  /** Notifications for webhooks: visible ones, and ones that are invisible until the next attempt. */
  | { readonly source: "notification-webhook-queue"; readonly name: "messages" }
  | {
      readonly source: "notification-webhook-dead-letter-queue";
      readonly name: "ApproximateNumberOfMessagesVisible";
    }
  /** Payloads that the archiver retries: visible ones, and ones that are invisible until the next attempt. */
  | { readonly source: "archive-retry-queue"; readonly name: "messages" }
  | { readonly source: "archive-dead-letter-queue"; readonly name: "ApproximateNumberOfMessagesVisible" }
  /**
   * The Firehose streams of the audit archive. The age of the oldest record is in seconds.
   * Source: Amazon Data Firehose Developer Guide, "Monitor Amazon Data Firehose using CloudWatch metrics".
   */
  | {
      readonly source: "archive-delivery";
      readonly name: "DeliveryToS3.DataFreshness" | "DeliveryToS3.Success";
    }
  /** The manifests that the platform writes for the audit archive. */
  | { readonly source: "archive"; readonly name: "manifests" }
  /** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
  | {
      readonly source: "domain";
      readonly name:
        | "AutomatedSnapshotFailure"
        | "ClusterIndexWritesBlocked"
        | "ClusterStatus.red"
        | "ClusterStatus.yellow"
        | "CPUUtilization"
        | "FreeStorageSpace"
        | "JVMMemoryPressure"
        | "KMSKeyError"
        | "Nodes";
    };

/** Properties of an environment that thresholds depend on, with the settings that determine them. */
export const THRESHOLD_PARAMETERS = {
  /** Number of errors in the application log within five minutes that counts as a spike. */
  errorSpike: "alarms.errorSpike",
  /** Number of bytes in a day that CloudWatch Logs may receive for all logs. */
  dailyIngestBytes: "alarms.dailyIngestGiB",
  /** Time-out of a forwarder, in milliseconds. */
  timeoutMs: "forwarding.timeoutSeconds",
  /** Volume of one data node of the domain, in MiB; 0 without a domain. */
  volumeMiB: "search.dataNodes.volumeGiB",
  /** Number of data nodes and master nodes of the domain; 0 without a domain. */
  nodes: "search.dataNodes.count + search.masterNodes.count",
} as const;

export type ThresholdParameters = Readonly<Record<keyof typeof THRESHOLD_PARAMETERS, number>>;

/** In the metric's own unit (a count, percent, bytes, milliseconds or MiB), or a multiple of a parameter. */
export type Threshold = number | { readonly parameter: keyof ThresholdParameters; readonly times: number };

export function thresholdValue(threshold: Threshold, parameters: ThresholdParameters): number {
  return typeof threshold === "number" ? threshold : threshold.times * parameters[threshold.parameter];
}

/** What a CloudWatch metric alarm evaluates. */
export interface Condition {
  readonly metric: WatchedMetric;
  readonly statistic: "Sum" | "Maximum" | "Minimum";
  /**
   * The product of the period and of the number of periods is at most one day for periods below one hour, and at most
   * seven days otherwise. Source: Amazon CloudWatch API Reference, "PutMetricAlarm", Period.
   */
  readonly periodMinutes: number;
  /** A period breaches if its statistic meets this condition. */
  readonly threshold: { readonly atLeast: Threshold } | { readonly below: Threshold };
  /** Why the threshold and the number of periods are what they are. */
  readonly thresholdReason: string;
  /** Number of breaching periods that raises the alarm, out of the last so many periods. */
  readonly breaches: readonly [count: number, ofLast: number];
  /** How to evaluate a period without data: as normal inactivity, or as a failure. */
  readonly treatMissingData: "notBreaching" | "breaching";
  /** Why missing data has this meaning. */
  readonly missingDataReason: string;
}

/** The runbook article of an alarm is the heading of the same name in docs/runbook.md. */
interface CommonColumns {
  readonly id: string;
  readonly severity: Severity;
  /** What failed, for the recipient of the alarm. */
  readonly description: string;
  /**
   * The question whose answer shows what raised the alarm.
   * @default - none: log lines do not show it
   */
  readonly question?: QuestionId;
  /**
   * Whether a deployment of the application or of the platform can raise it without a defect, so that a deploy window
   * mutes it.
   * @default - it notifies at any time
   */
  readonly mutedInDeployWindows?: true;
  /**
   * Whether it publishes to the notification topic itself, because the notifier may be what fails. Its message is then the
   * one of CloudWatch, without log lines.
   * @default - it publishes to the alarm topic, and the notifier describes it
   */
  readonly bypassesNotifier?: true;
}

/** An alarm on one condition. */
export interface MetricAlarm extends CommonColumns, Condition {
  /**
   * The id of an alarm that explains this one: while it is active, this one does not notify. It is of the same or a
   * higher severity, and exists wherever this one does.
   * @default - it always notifies
   */
  readonly suppressedBy?: string;
}

/** An alarm on the rate at which a service level uses up its error budget: any of the burn rates raises it. */
export interface BurnRateAlarm extends CommonColumns {
  readonly serviceLevel: ServiceLevelId;
  readonly burnRates: readonly BurnRate[];
}

export type Alarm = MetricAlarm | BurnRateAlarm;
