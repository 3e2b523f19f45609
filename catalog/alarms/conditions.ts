import type { Alarm, BurnRateAlarm, Condition } from "./alarm";
import { type BurnRate, burnThreshold, MIN_BAD_REQUESTS, serviceLevelById } from "./service-levels";

/** A condition with the name by which its metric alarm follows the id of the alarm, such as `1h`. */
export interface NamedCondition extends Condition {
  readonly name: string;
}

/**
 * What an alarm is in CloudWatch: a metric alarm that notifies, or a composite alarm that notifies and metric alarms that
 * do not. Only a composite alarm can combine conditions, and only a composite alarm can be suppressed.
 */
export type AlarmForm =
  | { readonly kind: "metric"; readonly condition: Condition }
  | {
      readonly kind: "composite";
      /** The alarm is active if, of any of these lists, all conditions are met. */
      readonly anyOf: readonly (readonly NamedCondition[])[];
      readonly suppressedBy?: string;
    };

export function alarmForm(alarm: Alarm): AlarmForm {
  if ("burnRates" in alarm)
    return { kind: "composite", anyOf: alarm.burnRates.map((burnRate) => burnConditions(alarm, burnRate)) };
  return alarm.suppressedBy === undefined
    ? { kind: "metric", condition: alarm }
    : {
        kind: "composite",
        anyOf: [[{ ...alarm, name: "condition" }]],
        suppressedBy: alarm.suppressedBy,
      };
}

/** `availability-burn-fast-1h`: the metric alarm of a condition. It has no article, because it does not notify. */
export function conditionAlarmId({ id }: Pick<Alarm, "id">, { name }: Pick<NamedCondition, "name">): string {
  return `${id}-${name}`;
}

/** The metric alarms of the conditions of a composite alarm; none for an alarm that is a metric alarm itself. */
export function conditionAlarmIds(alarm: Alarm): readonly string[] {
  const form = alarmForm(alarm);
  return form.kind === "metric"
    ? []
    : form.anyOf.flat().map((condition) => conditionAlarmId(alarm, condition));
}

/** Every condition of an alarm. */
export function conditionsOf(alarm: Alarm): readonly Condition[] {
  const form = alarmForm(alarm);
  return form.kind === "metric" ? [form.condition] : form.anyOf.flat();
}

function burnConditions({ serviceLevel: id }: BurnRateAlarm, burnRate: BurnRate): readonly NamedCondition[] {
  const serviceLevel = serviceLevelById(id);
  const windows = [
    { minutes: burnRate.longMinutes, minimum: MIN_BAD_REQUESTS },
    { minutes: burnRate.shortMinutes, minimum: 1 },
  ];
  return windows.map(({ minutes, minimum }) => ({
    name: windowName(minutes),
    metric: {
      source: "percent",
      part: { source: "log", name: serviceLevel.bad },
      whole: [{ source: "log", name: serviceLevel.total }],
      minimum,
    },
    statistic: "Sum",
    periodMinutes: minutes,
    threshold: { atLeast: burnThreshold(serviceLevel, burnRate) },
    thresholdReason: `burn rate ${burnRate.rate} with the target ${serviceLevel.target} %`,
    breaches: [1, 1],
    treatMissingData: "notBreaching",
    missingDataReason: "without answered requests, no error budget is lost",
  }));
}

/** `5m`, `6h` or `3d`. */
function windowName(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
