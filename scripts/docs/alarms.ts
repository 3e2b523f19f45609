import {
  type Alarm,
  alarmForm,
  ALARMS,
  type Condition,
  logAlarmQuery,
  type NamedCondition,
  type Threshold,
  THRESHOLD_PARAMETERS,
} from "../../catalog";
import { code, table } from "./markdown";

const link = ({ id }: Pick<Alarm, "id">) => `[${id}](#${id})`;

/** The alarms with severity and description, each linked to its article in the runbook. */
export function alarmTable(): string {
  return table(
    ["alarm", "severity", "description"],
    ALARMS.map((alarm) => [link(alarm), alarm.severity, alarm.description]),
  );
}

/** What raises each alarm, and why. */
export function thresholdTable(): string {
  return table(
    ["alarm", "raised by", "reason of the threshold"],
    ALARMS.flatMap((alarm) => {
      const form = alarmForm(alarm);
      const conditions = form.kind === "metric" ? [[form.condition]] : form.anyOf;
      return conditions.map((all, index) => [
        index === 0 ? link(alarm) : "or",
        all.map(describeCondition).join(", and "),
        all[0]?.thresholdReason ?? "",
      ]);
    }),
  );
}

export function suppressedTable(): string {
  return table(
    ["alarm", "does not notify while this is active"],
    ALARMS.flatMap((alarm) => {
      const form = alarmForm(alarm);
      return form.kind === "composite" && form.suppressedBy !== undefined
        ? [[link(alarm), link({ id: form.suppressedBy })]]
        : [];
    }),
  );
}

export function mutedList(): string {
  return ALARMS.filter(({ mutedInDeployWindows }) => mutedInDeployWindows)
    .map((alarm) => `- ${link(alarm)}`)
    .join("\n");
}

/** The alarms that can be log alarms, with the log that their queries read. */
export function logAlarmTable(): string {
  return table(
    ["alarm", "the query reads the log", "once in"],
    ALARMS.flatMap((alarm) => {
      const query = logAlarmQuery(alarm);
      return query ? [[link(alarm), code(query.log), duration(query.condition.periodMinutes)]] : [];
    }),
  );
}

function describeCondition(condition: Condition | NamedCondition): string {
  const { threshold, periodMinutes, breaches, treatMissingData } = condition;
  const [count, ofLast] = breaches;
  const [comparison, value] =
    "atLeast" in threshold ? ["at least", threshold.atLeast] : ["less than", threshold.below];
  const periods =
    ofLast === 1
      ? duration(periodMinutes)
      : `each of ${count === ofLast ? "" : `${count} of `}${ofLast} periods of ${duration(periodMinutes)}`;
  const missing = treatMissingData === "breaching" ? "; missing data is a breach" : "";
  return `${metricName(condition)} ${comparison} ${describeThreshold(value)} in ${periods}${missing}`;
}

function metricName({ metric, statistic }: Condition): string {
  if (metric.source === "percent")
    return `percentage of ${code(metric.part.name)} in ${metric.whole.map(({ name }) => code(name)).join(" + ")}, if there are ${metric.minimum},`;
  if (metric.source === "percentile")
    return `p${metric.percentile} of ${code(metric.name)}, if there are ${metric.minimum} values,`;
  return `${statistic.toLowerCase()} of ${code(metric.name)}`;
}

/** A number, or a multiple of a setting. */
function describeThreshold(threshold: Threshold): string {
  if (typeof threshold === "number") return threshold.toLocaleString("en-US");
  const setting = code(THRESHOLD_PARAMETERS[threshold.parameter]);
  return threshold.times === 1 ? setting : `${threshold.times} of ${setting}`;
}

function duration(minutes: number): string {
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, "day");
  return minutes % 60 === 0 ? plural(minutes / 60, "hour") : plural(minutes, "minute");
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
