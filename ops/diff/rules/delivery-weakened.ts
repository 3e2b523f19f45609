import type { Resource } from "../change";
import { compareGrants } from "../permissions/compare-grants";
import { formatGrant, type Grant } from "../permissions/grant";
import { grantsOf } from "../permissions/grants-of";
import { formatValue, isEqual, isObject, listOf, numberAt, valueAt } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

interface Settings {
  /** Where events go that cannot be processed: a removal loses them. */
  readonly fallback?: readonly string[];
  /** A smaller number means that less is processed, or given up sooner. */
  readonly atLeast?: readonly string[];
  /** Lists or switches whose change alters what is retried. */
  readonly kept?: readonly string[];
}

const SETTINGS: Readonly<Record<string, Settings>> = {
  "AWS::SQS::Queue": {
    fallback: ["RedrivePolicy.deadLetterTargetArn"],
    atLeast: ["VisibilityTimeout", "RedrivePolicy.maxReceiveCount"],
  },
  "AWS::SNS::Subscription": { fallback: ["RedrivePolicy.deadLetterTargetArn"] },
  "AWS::Lambda::EventSourceMapping": {
    fallback: ["DestinationConfig.OnFailure.Destination"],
    atLeast: ["MaximumRetryAttempts", "ScalingConfig.MaximumConcurrency", "ParallelizationFactor"],
    kept: ["FunctionResponseTypes", "BisectBatchOnFunctionError", "StartingPosition"],
  },
  "AWS::Lambda::EventInvokeConfig": {
    fallback: ["DestinationConfig.OnFailure.Destination"],
    atLeast: ["MaximumRetryAttempts"],
  },
  "AWS::Lambda::Function": { atLeast: ["ReservedConcurrentExecutions", "Timeout", "MemorySize"] },
  "AWS::OpenSearchService::Domain": {
    atLeast: [
      "ClusterConfig.InstanceCount",
      "ClusterConfig.DedicatedMasterCount",
      "ClusterConfig.ZoneAwarenessConfig.AvailabilityZoneCount",
      "EBSOptions.VolumeSize",
    ],
    kept: [
      "ClusterConfig.MultiAZWithStandbyEnabled",
      "ClusterConfig.ZoneAwarenessEnabled",
      "ClusterConfig.InstanceType",
    ],
  },
  "Custom::SearchContent": { atLeast: ["replicas"] },
};

/** A fault loses events that were parked or retried until now, or the platform has less capacity. */
export const deliveryWeakened: Rule = {
  id: "delivery-weakened",
  description:
    "A dead-letter queue or on-failure destination was removed: block. Fewer retries, less capacity, a lower sample rate, or an AWS service that may not send or invoke any more: review.",
  why: "events that cannot be delivered at once are lost, or delivered late",
  remedy: "restore the setting, or show with npx logs reconcile and the alarms that no event needs it",
  find: inResources(({ type, before, after }) => {
    if (!before) return [];
    if (!after) return removed(type, before);
    const { fallback = [], atLeast = [], kept = [] } = SETTINGS[type] ?? {};
    return [
      ...fallback.flatMap((what) => lostFallback(what, before, after)),
      ...atLeast.flatMap((what) => lowered(what, before, after)),
      ...kept.flatMap((what) => altered(what, before, after)),
      ...withoutService(before, after),
      ...(type === "AWS::Lambda::Function" ? sampled(before, after) : []),
      ...(type === "AWS::Events::Rule" ? withoutDeadLetterQueue(before, after) : []),
    ];
  }),
};

/** What is not found as a stateful resource, and without which a function or a service cannot deliver. */
function removed(type: string, before: Resource): readonly ResourceViolation[] {
  if (["AWS::Logs::ResourcePolicy", "AWS::Lambda::Permission"].includes(type))
    return withoutService(before, undefined);
  if (type !== "AWS::EC2::VPCEndpoint") return [];
  return [
    { grade: "review", what: "endpoint", from: formatValue(valueAt(before, "ServiceName")), to: "removed" },
  ];
}

/** A service that wrote, sent or invoked may not any more: CloudWatch may not publish to a topic, for example. */
function withoutService(before: Resource, after: Resource | undefined): readonly ResourceViolation[] {
  const later = grantsOf(after);
  return [...grantsOf(before)].flatMap(([what, grants]) => {
    const lost = compareGrants(later.get(what) ?? [], grants).allowed.filter(isForService);
    if (lost.length === 0) return [];
    return [{ grade: "review", what, from: lost.map(formatGrant).join("; "), to: "not allowed" }];
  });
}

function isForService({ principal }: Grant): boolean {
  return principal.endsWith(".amazonaws.com");
}

function lostFallback(what: string, before: Resource, after: Resource): readonly ResourceViolation[] {
  const [from, to] = [valueAt(before, what), valueAt(after, what)];
  if (from === undefined || isEqual(from, to)) return [];
  return [
    { grade: to === undefined ? "block" : "review", what, from: formatValue(from), to: formatValue(to) },
  ];
}

/** An unset number is what the service chooses, which can be more or less. */
function lowered(what: string, before: Resource, after: Resource): readonly ResourceViolation[] {
  const [from, to] = [numberAt(before, what), numberAt(after, what)];
  if (from === undefined || (to !== undefined && to >= from)) return [];
  return [{ grade: "review", what, from: formatValue(from), to: formatValue(to) }];
}

function altered(what: string, before: Resource, after: Resource): readonly ResourceViolation[] {
  const [from, to] = [valueAt(before, what), valueAt(after, what)];
  if (from === undefined || isEqual(from, to)) return [];
  return [{ grade: "review", what, from: formatValue(from), to: formatValue(to) }];
}

/** Fewer of the lines of a log reach the sinks. Lines of logs that the variable does not name are not sampled. */
function sampled(before: Resource, after: Resource): readonly ResourceViolation[] {
  const path = "Environment.Variables.SAMPLE_RATES";
  const [from, to] = [valueAt(before, path), valueAt(after, path)];
  const [old, now] = [ratesOf(from), ratesOf(to)];
  const isLower = [...now].some(([log, rate]) => rate < (old.get(log) ?? 1));
  if (!isLower) return [];
  return [
    {
      grade: "review",
      what: "SAMPLE_RATES",
      from: formatValue(from),
      to: formatValue(to),
      properties: ["Environment"],
    },
  ];
}

function ratesOf(variable: unknown): ReadonlyMap<string, number> {
  const pairs = (typeof variable === "string" ? variable.split(",") : []).map((pair) => pair.split("="));
  return new Map(pairs.map(([log = "", rate]) => [log, Number(rate)]));
}

function withoutDeadLetterQueue(before: Resource, after: Resource): readonly ResourceViolation[] {
  const queues = (rule: Resource) =>
    listOf(valueAt(rule, "Targets"))
      .filter(isObject)
      .map(({ DeadLetterConfig }) => DeadLetterConfig)
      .filter((queue) => queue !== undefined);
  if (queues(after).length >= queues(before).length) return [];
  return [
    {
      grade: "block",
      what: "Targets DeadLetterConfig",
      from: formatValue(queues(before)),
      to: formatValue(queues(after)),
    },
  ];
}
