import type { LogMetricId } from "../log-metrics";
import type { QuestionId } from "../questions";
import type { Alarm } from "./alarm";
import { alarmForm } from "./conditions";
import { serviceLevelById } from "./service-levels";

/** What a notification shows of the logs. */
export type AlarmEvidence =
  /** The first lines that the metric of the alarm counts. */
  | { readonly kind: "lines"; readonly metric: LogMetricId }
  /** The answer of the alarm's question: for an alarm about a ratio or a percentile, single lines say little. */
  | { readonly kind: "answer"; readonly question: QuestionId };

/** Undefined for an alarm that counts no lines and has no question. */
export function evidenceOf(alarm: Alarm): AlarmEvidence | undefined {
  if ("metric" in alarm && alarm.metric.source === "log") return { kind: "lines", metric: alarm.metric.name };
  return alarm.question === undefined ? undefined : { kind: "answer", question: alarm.question };
}

/** The metric whose lines are behind an alarm: of a ratio, its numerator. Undefined if the alarm does not count lines. */
export function linesOf(alarm: Alarm): LogMetricId | undefined {
  if (!("metric" in alarm)) return serviceLevelById(alarm.serviceLevel).bad;
  const count = alarm.metric.source === "percent" ? alarm.metric.part : alarm.metric;
  return count.source === "log" ? count.name : undefined;
}

/**
 * The time in which the logs show why an alarm fired. If several windows raise it together, the shortest one is enough,
 * and scans the fewest bytes.
 */
export function evidenceMinutes(alarm: Alarm): number {
  const form = alarmForm(alarm);
  const alternatives = form.kind === "metric" ? [[form.condition]] : form.anyOf;
  return Math.max(
    ...alternatives.map((all) =>
      Math.min(...all.map(({ periodMinutes, breaches: [, periods] }) => periodMinutes * periods)),
    ),
  );
}
