import type { ChangedResource, Resource } from "../change";
import type { Grade } from "../finding";
import { formatValue, isEqual, listOf, valueAt } from "../values";
import { loosenedSettings } from "./alarm-settings";
import { inResources, type ResourceViolation, type Rule } from "./rule";

const ALARM_TYPES: ReadonlySet<string> = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::LogAlarm",
]);

/** What an alarm watches: another value may never be in alarm. `Expression` and queries cannot be compared. */
const WATCHED = [
  ...[
    "MetricName",
    "Namespace",
    "Dimensions",
    "Statistic",
    "ExtendedStatistic",
    "Unit",
    "Metrics",
    "AlarmRule",
  ],
  ...["ActionsSuppressor", "EvaluateLowSampleCountPercentile", "ThresholdMetricId", "EvaluationWindow"],
  ...[
    "LogGroupNames",
    "QueryString",
    "ScheduledQueryConfiguration",
    "QueryResultsToEvaluate",
    "QueryResultsToAlarm",
  ],
];

/** An alarm notifies later, of less, or no more. */
export const alarmLoosened: Rule = {
  id: "alarm-loosened",
  description:
    "An alarm was removed, or lost an action: block. Its threshold, periods, missing data, metric or suppression changed so that it notifies of less or later; or alarms are muted: review.",
  why: "an incident is noticed later or not at all, and nothing reports the missing alarm",
  remedy:
    "restore the alarm; or state in the pull request why it notifies of too much, and which alarm covers the case now",
  find: inResources((resource) => {
    const { type, before, after } = resource;
    if (type === "AWS::CloudWatch::AlarmMuteRule") return muteRule(resource);
    if (!ALARM_TYPES.has(type) || !before) return [];
    if (!after)
      return [
        { grade: "block", what: "the alarm", from: formatValue(valueAt(before, "AlarmName")), to: "removed" },
      ];
    return [
      ...lostActions(before, after),
      ...loosenedSettings(before, after).map((loosened) => ({ grade: "review" as const, ...loosened })),
      ...WATCHED.flatMap((path) => compare("review", path, before, after)),
    ];
  }),
};

/** An alarm that is paused, or does not reach the people it reached. */
function lostActions(before: Resource, after: Resource): readonly ResourceViolation[] {
  const isPaused = (alarm: Resource) => [false, "false"].includes(valueAt(alarm, "ActionsEnabled") as string);
  return [
    ...(isPaused(after) && !isPaused(before)
      ? [{ grade: "block" as const, what: "ActionsEnabled", from: "true", to: "false" }]
      : []),
    ...lost("AlarmActions", "block", before, after),
    ...lost("InsufficientDataActions", "review", before, after),
  ];
}

function lost(what: string, grade: Grade, before: Resource, after: Resource): readonly ResourceViolation[] {
  const actions = (alarm: Resource) => listOf(valueAt(alarm, what));
  const kept = actions(after);
  const isLost = actions(before).some((action) => !kept.some((other) => isEqual(action, other)));
  return isLost ? [{ grade, what, from: formatValue(actions(before)), to: formatValue(kept) }] : [];
}

function compare(
  grade: Grade,
  what: string,
  before: Resource,
  after: Resource,
): readonly ResourceViolation[] {
  const [from, to] = [valueAt(before, what), valueAt(after, what)];
  return isEqual(from, to) ? [] : [{ grade, what, from: formatValue(from), to: formatValue(to) }];
}

function muteRule({ before, after, difference }: ChangedResource): readonly ResourceViolation[] {
  if (!after) return [];
  if (!before) return [{ grade: "review", what: "mute rule", from: "none", to: "mutes alarms" }];
  return Object.entries(difference.propertyUpdates).map(([what, { oldValue, newValue }]) => ({
    grade: "review",
    what,
    from: formatValue(oldValue),
    to: formatValue(newValue),
  }));
}
