import { isObject, type JsonObject, parseObject } from "../shared/json";
import { logLinesIn, queryThresholdIn } from "./log-alarm-message";

/** A metric by its names. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
}

/** How an alarm on metrics evaluates them. A composite alarm has none of these. */
export interface AlarmTrigger {
  /** The metrics that it watches; several if it watches an expression over them. */
  readonly metrics: readonly MetricName[];
  /** Such as `Sum` or `p95`; undefined for an expression. */
  readonly statistic: string | undefined;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** As the CloudWatch API has it, such as `GreaterThanOrEqualToThreshold`. */
  readonly comparison: string;
  /** Undefined for a log alarm whose message does not contain it. */
  readonly threshold: number | undefined;
}

/** What a metric alarm measured, against its threshold. */
export interface Measured {
  readonly trigger: AlarmTrigger;
  /** CloudWatch's reason for the state, with the values of the metric. */
  readonly reason: string;
}

/** A change of an alarm's state, as CloudWatch publishes it to an SNS topic. */
export interface AlarmMessage {
  readonly name: string;
  readonly description: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** CloudWatch's own reason, with the values of the metric. */
  readonly reason: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly trigger: AlarmTrigger | undefined;
  /** The threshold of a log alarm. */
  readonly queryThreshold: number | undefined;
  /** Log lines in the message of a log alarm, not redacted. */
  readonly logLines: readonly string[];
}

const STATES: readonly unknown[] = [
  "OK",
  "ALARM",
  "INSUFFICIENT_DATA",
] satisfies readonly AlarmMessage["state"][];

/** Of printable characters. Source: Amazon CloudWatch API Reference, "PutMetricAlarm", AlarmName. */
const ALARM_NAME = /^\P{C}{1,255}$/u;

/**
 * Reads the message of an alarm; undefined for any other text. CloudWatch documents the members only in examples, so a
 * missing one never prevents the notification. Source: Amazon CloudWatch User Guide, "Notifying users on alarm changes".
 */
export function parseAlarmMessage(text: string): AlarmMessage | undefined {
  const message = parseObject(text);
  const name = message["AlarmName"];
  const state = message["NewStateValue"];
  const at = Date.parse(String(message["StateChangeTime"]));
  if (typeof name !== "string" || !ALARM_NAME.test(name) || !STATES.includes(state) || Number.isNaN(at))
    return undefined;
  const trigger = message["Trigger"];
  return {
    name,
    description: textOf(message["AlarmDescription"]),
    state: state as AlarmMessage["state"],
    reason: textOf(message["NewStateReason"]),
    at,
    trigger: isObject(trigger) ? parseTrigger(trigger) : undefined,
    queryThreshold: queryThresholdIn(message),
    logLines: logLinesIn(message),
  };
}

/**
 * Undefined without a metric, as a composite alarm is.
 *
 * @param trigger of the message, or a metric alarm of the CloudWatch API, which has the same members
 */
export function parseTrigger(trigger: JsonObject): AlarmTrigger | undefined {
  const { Threshold: threshold, ComparisonOperator: comparison } = trigger;
  if (typeof threshold !== "number" || typeof comparison !== "string") return undefined;
  const queries = objectsIn(trigger["Metrics"]);
  const stats = queries.flatMap(({ MetricStat }) => (isObject(MetricStat) ? [MetricStat] : []));
  const metrics = [trigger, ...stats.flatMap(({ Metric }) => (isObject(Metric) ? [Metric] : []))];
  const names = metrics.flatMap(({ Namespace: namespace, MetricName: metric }) =>
    typeof namespace === "string" && typeof metric === "string" && metric !== ""
      ? [{ namespace, name: metric }]
      : [],
  );
  if (names.length === 0) return undefined;
  const evaluationPeriods = numberOf(trigger["EvaluationPeriods"]) ?? 1;
  return {
    metrics: names,
    statistic: statisticOf(trigger),
    periodSeconds:
      numberOf(trigger["Period"]) ?? stats.map(({ Period }) => numberOf(Period)).find(Boolean) ?? 60,
    evaluationPeriods,
    datapointsToAlarm: numberOf(trigger["DatapointsToAlarm"]) ?? evaluationPeriods,
    comparison,
    threshold,
  };
}

/** The message has `SUM` where the API has `Sum`. */
function statisticOf({ Statistic, ExtendedStatistic }: JsonObject): string | undefined {
  if (typeof ExtendedStatistic === "string" && ExtendedStatistic !== "") return ExtendedStatistic;
  if (typeof Statistic !== "string" || Statistic === "") return undefined;
  return `${Statistic.slice(0, 1).toUpperCase()}${Statistic.slice(1).toLowerCase()}`;
}

/** The clock of a host may be ahead of the one of CloudWatch. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The time in which the metric crossed the threshold, in milliseconds since the Unix epoch.
 *
 * @param minutes length of that time for an alarm without a trigger
 */
export function evaluationRange(
  { at, trigger }: AlarmMessage,
  minutes = 5,
): { readonly from: number; readonly to: number } {
  const { periodSeconds, evaluationPeriods } = trigger ?? {
    periodSeconds: minutes * 60,
    evaluationPeriods: 1,
  };
  // One period more: CloudWatch evaluates a period after its end, and events can arrive late.
  return { from: at - (evaluationPeriods + 1) * periodSeconds * 1_000, to: at + CLOCK_SKEW_MS };
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
