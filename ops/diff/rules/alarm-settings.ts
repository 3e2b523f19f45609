import type { Resource } from "../change";
import { numberAt, valueAt } from "../values";

/** From the treatment that alarms most to the one that alarms least. Unset is `missing`. */
const MISSING_DATA = ["breaching", "missing", "ignore", "notBreaching"];

/** A setting that got looser, with both values. */
export interface Loosened {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** The settings of an alarm that let more happen before it notifies. Source: Amazon CloudWatch API Reference, PutMetricAlarm. */
export function loosenedSettings(before: Resource, after: Resource): readonly Loosened[] {
  return [
    ...evaluationPeriods(before, after),
    ...higher("DatapointsToAlarm", before, after),
    ...higher("Period", before, after),
    ...higher("ActionsSuppressorWaitPeriod", before, after),
    ...higher("ActionsSuppressorExtensionPeriod", before, after),
    ...threshold(before, after),
    ...missingData(before, after),
  ];
}

function higher(what: string, before: Resource, after: Resource): readonly Loosened[] {
  const [from, to] = [numberAt(before, what) ?? 0, numberAt(after, what) ?? 0];
  return to > from ? [{ what, from: String(from), to: String(to) }] : [];
}

/**
 * M datapoints out of N: a longer window finds M breaches more often, a shorter one less often. Without M, all N must
 * breach.
 */
function evaluationPeriods(before: Resource, after: Resource): readonly Loosened[] {
  const what = "EvaluationPeriods";
  const [from, to] = [numberAt(before, what) ?? 1, numberAt(after, what) ?? 1];
  const hasDatapoints = [before, after].every((alarm) => numberAt(alarm, "DatapointsToAlarm") !== undefined);
  const isLooser = hasDatapoints ? to < from : to > from;
  return isLooser ? [{ what, from: String(from), to: String(to) }] : [];
}

function threshold(before: Resource, after: Resource): readonly Loosened[] {
  const [from, to] = [numberAt(before, "Threshold"), numberAt(after, "Threshold")];
  const [operator, other] = [before, after].map((alarm) => String(valueAt(alarm, "ComparisonOperator")));
  const changes: Loosened[] = [];
  if (operator !== other && other !== operator?.replace("ThanThreshold", "ThanOrEqualToThreshold"))
    changes.push({ what: "ComparisonOperator", from: String(operator), to: String(other) });
  const isBelow = operator?.startsWith("LessThan") === true;
  if (from !== undefined && to !== undefined && (isBelow ? to < from : to > from))
    changes.push({ what: "Threshold", from: String(from), to: String(to) });
  return changes;
}

function missingData(before: Resource, after: Resource): readonly Loosened[] {
  const [from, to] = [before, after].map((alarm) => {
    const value = valueAt(alarm, "TreatMissingData");
    return typeof value === "string" ? value : "missing";
  }) as [string, string];
  return MISSING_DATA.indexOf(to) > MISSING_DATA.indexOf(from)
    ? [{ what: "TreatMissingData", from, to }]
    : [];
}
