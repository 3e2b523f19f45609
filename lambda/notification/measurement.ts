import { type Alarm, type Condition, LOG_METRICS, type EventCount } from "../../catalog";
import type { AlarmTrigger, Measured } from "./alarm-message";

/** Units of the metrics that are no counts. Sources: the guides that catalog/alarms.ts names for these metrics. */
const UNITS: Readonly<Record<string, "ms" | "MiB" | "percent">> = {
  AsyncEventAge: "ms",
  IteratorAge: "ms",
  Duration: "ms",
  FreeStorageSpace: "MiB",
  CPUUtilization: "percent",
  JVMMemoryPressure: "percent",
};

const COMPARISONS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: "at least",
  GreaterThanThreshold: "more than",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "at most",
};

/**
 * The number against its threshold, in one sentence: `Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50`.
 *
 * @param watched what the alarm watches according to the catalogue, for an expression over several metrics
 */
export function describeMeasurement({ trigger, reason }: Measured, watched?: Alarm | Condition): string {
  const { comparison, threshold, evaluationPeriods, datapointsToAlarm } = trigger;
  const values = datapointsIn(reason);
  const expression = expressionOf(watched);
  const unit = expression?.unit ?? unitOf(trigger);
  const measured =
    values.length === 0 ? "no data" : values.map((value) => formatQuantity(value, unit)).join(", ");
  const crossed = evaluationPeriods > 1 ? ` in ${datapointsToAlarm} of ${evaluationPeriods} periods` : "";
  const measurement = `${expression?.name ?? nameOf(trigger)} in ${formatDuration(trigger.periodSeconds)}: ${measured}`;
  if (threshold === undefined) return measurement;
  return `${measurement}; threshold: ${COMPARISONS[comparison] ?? comparison} ${formatQuantity(threshold, unit)}${crossed}`;
}

interface Expression {
  readonly name: string;
  readonly unit: "percent" | "ms" | undefined;
}

/** Undefined for a metric by itself, which the trigger names. */
function expressionOf(watched: Alarm | Condition | undefined): Expression | undefined {
  if (!watched || !("metric" in watched)) return undefined;
  const { metric } = watched;
  if (metric.source === "percent")
    return {
      name: `${nameOfCount(metric.part)} as a share of ${metric.whole.map(nameOfCount).join(" and ")}`,
      unit: "percent",
    };
  if (metric.source !== "percentile") return undefined;
  const { name, unit } = LOG_METRICS[metric.name];
  return { name: `p${metric.percentile} of ${name}`, unit: unit === "Milliseconds" ? "ms" : undefined };
}

function nameOfCount(count: EventCount): string {
  return count.source === "log" ? LOG_METRICS[count.name].name : count.name;
}

function nameOf({ statistic, metrics }: AlarmTrigger): string {
  const names = [...new Set(metrics.map(({ name }) => name))].join(" and ") || "the metric";
  return statistic === undefined ? names : `${statistic} of ${names}`;
}

function unitOf({ metrics }: AlarmTrigger): string | undefined {
  return metrics.map(({ name }) => UNITS[name]).find((unit) => unit !== undefined);
}

/** A number and the start of its period, as in `62.0 (27/11/26 04:20:00)`. */
const DATAPOINT = /(-?\d+(?:\.\d+)?(?:E-?\d+)?) \([\d/: ]+\)/g;
/** The list of datapoints, in brackets. */
const LIST = /\[[-\dE./:(), ]+\]/;

/** The values of the metric in CloudWatch's reason, newest first. Only the reason has them. */
export function datapointsIn(reason: string): readonly number[] {
  const list = LIST.exec(reason)?.[0] ?? "";
  return [...list.matchAll(DATAPOINT)].map(([, value]) => Number(value));
}

function formatQuantity(value: number, unit: string | undefined): string {
  const text = value.toLocaleString("en", { maximumFractionDigits: 2 });
  if (unit === undefined) return text;
  if (unit === "percent") return `${text} %`;
  return unit === "ms" && value >= 1_000 ? formatDuration(value / 1_000) : `${text} ${unit}`;
}

/** `90 seconds`, `5 minutes`, `1.5 hours` or `3 days`. */
export function formatDuration(seconds: number): string {
  const [size, unit] =
    seconds >= 172_800
      ? [86_400, "day"]
      : seconds >= 7_200
        ? [3_600, "hour"]
        : seconds > 90
          ? [60, "minute"]
          : [1, "second"];
  const amount = Math.round((seconds / size) * 10) / 10;
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
