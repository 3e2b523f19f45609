import type { Resource } from "../change";
import type { Grade } from "../finding";
import { formatValue, isEqual, isObject, valueAt } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

interface Detector {
  readonly noun: string;
  /** Of its removal; undefined if another rule finds the removal. */
  readonly removed?: Grade;
  /** Settings that must keep their value. */
  readonly settings?: readonly (readonly [path: string, grade: Grade])[];
  /** Values that turn the detector off. */
  readonly off?: readonly (readonly [path: string, ...values: unknown[]])[];
}

/** What records or detects events, by type. */
const DETECTORS: Readonly<Record<string, Detector>> = {
  "AWS::Logs::MetricFilter": {
    noun: "metric filter",
    removed: "block",
    settings: [
      ["FilterPattern", "review"],
      ["LogGroupName", "review"],
      ["MetricTransformations", "review"],
    ],
  },
  "AWS::Events::Rule": {
    noun: "event rule",
    removed: "block",
    settings: [
      ["EventPattern", "review"],
      ["ScheduleExpression", "review"],
      ["Targets", "review"],
    ],
    off: [["State", "DISABLED"]],
  },
  "AWS::CloudTrail::Trail": {
    noun: "trail",
    settings: [
      ["AdvancedEventSelectors", "review"],
      ["EventSelectors", "review"],
      ["S3BucketName", "review"],
    ],
    off: [
      ["IsLogging", false, "false"],
      ["EnableLogFileValidation", false, "false", undefined],
      ["IsMultiRegionTrail", false, "false", undefined],
      ["IncludeGlobalServiceEvents", false, "false", undefined],
    ],
  },
  "AWS::EC2::FlowLog": { noun: "flow log", removed: "block", settings: [["TrafficType", "review"]] },
  "AWS::OpenSearchService::Domain": {
    noun: "search domain",
    off: [
      ["AdvancedSecurityOptions.Enabled", false, "false", undefined],
      ["AdvancedSecurityOptions.AnonymousAuthEnabled", true, "true"],
      ["AdvancedSecurityOptions.InternalUserDatabaseEnabled", true, "true"],
      ["LogPublishingOptions.AUDIT_LOGS.Enabled", false, "false", undefined],
    ],
  },
  "AWS::S3::Bucket": { noun: "bucket", off: [["LoggingConfiguration", undefined]] },
  // Metric filters, subscriptions or queries do not work in these classes.
  "AWS::Logs::LogGroup": { noun: "log group", off: [["LogGroupClass", "INFREQUENT_ACCESS", "DELIVERY"]] },
  "AWS::Lambda::Function": { noun: "function", settings: [["LoggingConfig.LogGroup", "review"]] },
  "AWS::SSM::Association": {
    noun: "association of hosts",
    removed: "review",
    settings: [["ScheduleExpression", "review"]],
  },
  "AWS::CloudWatch::Dashboard": { noun: "dashboard", removed: "review" },
};

/** The audit trail or a detector records less. */
export const detectionWeakened: Rule = {
  id: "detection-weakened",
  description:
    "A trail, flow log, metric filter, rule for tamper alerts, audit log or access control of the search domain, or access log of a bucket was removed or turned off, or a rule has fewer targets: block. Their patterns changed, or a dashboard or the check of the hosts was removed: review.",
  why: "calls that weaken logging, or errors that an alarm counts, are not recorded or reported any more",
  remedy: "restore the setting, or approve the change and name what records these events instead",
  find: inResources(({ type, before, after }) => {
    const detector = DETECTORS[type];
    if (!detector || !before) return [];
    if (after) return [...turnedOff(detector, before, after), ...changed(detector, before, after)];
    const { noun, removed } = detector;
    return removed ? [{ grade: removed, what: noun, from: "exists", to: "removed" }] : [];
  }),
};

function turnedOff({ off = [] }: Detector, before: Resource, after: Resource): readonly ResourceViolation[] {
  return off
    .map(([what, ...values]) => ({ what, values, from: valueAt(before, what), to: valueAt(after, what) }))
    .filter(({ values, from, to }) => values.includes(to) && !values.includes(from))
    .map(({ what, from, to }) => ({ grade: "block", what, from: formatValue(from), to: formatValue(to) }));
}

function changed(
  { settings = [] }: Detector,
  before: Resource,
  after: Resource,
): readonly ResourceViolation[] {
  return settings.flatMap(([what, grade]) => {
    const [from, to] = [valueAt(before, what), valueAt(after, what)];
    if (isEqual(from, to)) return [];
    const isLost = what === "Targets" && lostTarget(from, to);
    return [{ grade: isLost ? "block" : grade, what, from: formatValue(from), to: formatValue(to) }];
  });
}

/** Whether a rule has fewer receivers. */
function lostTarget(from: unknown, to: unknown): boolean {
  const receivers = (targets: unknown) =>
    (Array.isArray(targets) ? targets : []).filter(isObject).map(({ Arn }) => Arn);
  return receivers(from).some((arn) => !receivers(to).some((other) => isEqual(arn, other)));
}
