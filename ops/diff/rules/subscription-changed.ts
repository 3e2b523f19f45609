import type { Resource } from "../change";
import type { Grade } from "../finding";
import { formatValue, isEqual, valueAt } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

interface SubscriptionType {
  /** What it connects, for people. */
  readonly noun: string;
  /** The properties that state what is received: a change means that something is not received any more. */
  readonly source: readonly string[];
  /** The properties that state who receives it. */
  readonly target: readonly string[];
  /** The grade of a change of the target. */
  readonly moved: Grade;
}

const TYPES: Readonly<Record<string, SubscriptionType>> = {
  "AWS::Logs::SubscriptionFilter": {
    noun: "subscription of a log group",
    source: ["LogGroupName", "FilterPattern", "FieldSelectionCriteria"],
    target: ["DestinationArn", "RoleArn"],
    moved: "review",
  },
  "AWS::Lambda::EventSourceMapping": {
    noun: "event source of a function",
    source: ["EventSourceArn", "FilterCriteria"],
    target: ["FunctionName"],
    moved: "review",
  },
  "AWS::SNS::Subscription": {
    noun: "subscription of a topic",
    source: ["TopicArn", "FilterPolicy"],
    target: ["Endpoint", "Protocol"],
    moved: "review",
  },
  "AWS::S3::Bucket": {
    noun: "event notification of a bucket",
    source: [],
    target: ["NotificationConfiguration"],
    moved: "block",
  },
};

/** Something receives log events or notifications no longer, or newly. */
export const subscriptionChanged: Rule = {
  id: "subscription-changed",
  description:
    "A subscription of a log group or topic, an event source of a function or the notifications of a bucket was removed, disabled or restricted: block. One that was added, or has another target: review.",
  why: "without the subscription, log events or notifications do not arrive and nothing reports it; a new one copies log lines to another place",
  remedy:
    "restore a lost subscription, or approve its removal; for a new one, check that its target may receive these logs",
  find: inResources(({ type, before, after }) => {
    const subscription = TYPES[type];
    if (!subscription) return [];
    if (before && after) return changed(subscription, before, after);
    if (subscription.source.length === 0) return [];
    return before
      ? [{ grade: "block", what: subscription.noun, from: describe(subscription, before), to: "removed" }]
      : [{ grade: "review", what: subscription.noun, from: "none", to: describe(subscription, after) }];
  }),
};

function changed(
  { source, target, moved }: SubscriptionType,
  before: Resource,
  after: Resource,
): readonly ResourceViolation[] {
  const differing = (paths: readonly string[], grade: Grade) =>
    paths
      .map((what) => ({ grade, what, old: valueAt(before, what), new: valueAt(after, what) }))
      // A first target adds a subscription to a bucket, a first restriction takes events away.
      .filter(
        (change) =>
          !isEqual(change.old, change.new) &&
          (grade !== "block" || source.includes(change.what) || change.old !== undefined),
      )
      .map((change) => ({
        grade,
        what: change.what,
        from: formatValue(change.old),
        to: formatValue(change.new),
      }));
  const isOff = (resource: Resource) => [false, "false"].includes(valueAt(resource, "Enabled") as string);
  const disabled: readonly ResourceViolation[] =
    isOff(after) && !isOff(before) ? [{ grade: "block", what: "Enabled", from: "on", to: "off" }] : [];
  return [...differing(source, "block"), ...differing(target, moved), ...disabled];
}

function describe({ source, target }: SubscriptionType, resource: Resource | undefined): string {
  const name = ([path = ""]: readonly string[]) => formatValue(valueAt(resource, path));
  return `${name(source)} to ${name(target)}`;
}
