import type { Resource } from "../change";
import { isObject, numberAt, valueAt } from "../values";
import { bucketRetentions } from "./bucket-retentions";
import { inResources, type ResourceViolation, type Rule } from "./rule";

interface Setting {
  readonly path: string;
  readonly unit: string;
  /** What the service uses if the setting is absent. `Infinity`: the data is kept until somebody deletes it. */
  readonly unset: number;
  /** A number that means that the data is kept until somebody deletes it. */
  readonly unlimited?: number;
}

/** Source of the defaults: AWS CloudFormation Template Reference Guide, the page of each type. */
const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  "AWS::Logs::LogGroup": [{ path: "RetentionInDays", unit: "days", unset: Infinity }],
  "AWS::Kinesis::Stream": [{ path: "RetentionPeriodHours", unit: "hours", unset: 24 }],
  "AWS::SQS::Queue": [{ path: "MessageRetentionPeriod", unit: "seconds", unset: 345_600 }],
  "AWS::Lambda::EventSourceMapping": [
    { path: "MaximumRecordAgeInSeconds", unit: "seconds", unset: Infinity, unlimited: -1 },
  ],
  "AWS::Lambda::EventInvokeConfig": [{ path: "MaximumEventAgeInSeconds", unit: "seconds", unset: 21_600 }],
};

/** Data is deleted earlier. */
export const retentionShortened: Rule = {
  id: "retention-shortened",
  description:
    "Log groups, buckets, queues, streams or the search engine keep data for a shorter time, or events are given up earlier: block.",
  why: "older data is deleted for good, some of it soon after the deployment, and an audit may require it",
  remedy: "keep the longer retention, or approve the change after asking who needs the data",
  find: inResources(({ type, before, after }) => {
    if (!before || !after) return [];
    const later = retentionsOf(type, after, before);
    return [...retentionsOf(type, before, after)].flatMap(([what, from]) => {
      const to = later.get(what) ?? Infinity;
      return to < from ? [violation(type, what, from, to)] : [];
    });
  }),
};

function violation(type: string, what: string, from: number, to: number): ResourceViolation {
  const unit = SETTINGS[type]?.find(({ path }) => path === what)?.unit ?? "days";
  const format = (value: number) => (value === Infinity ? "unlimited" : `${value} ${unit}`);
  return { grade: "block", what, from: format(from), to: format(to) };
}

/** How long the resource keeps data, by setting. */
function retentionsOf(type: string, resource: Resource, other: Resource): ReadonlyMap<string, number> {
  if (type === "AWS::S3::Bucket") return bucketRetentions(resource, [other]);
  if (type === "Custom::SearchContent") return searchRetentions(resource);
  return new Map(
    (SETTINGS[type] ?? []).map(({ path, unset, unlimited }) => {
      const value = numberAt(resource, path) ?? unset;
      return [path, value === unlimited ? Infinity : value];
    }),
  );
}

/** The data streams of the search engine, by log. */
function searchRetentions(resource: Resource): ReadonlyMap<string, number> {
  const days = valueAt(resource, "retentionDays");
  return new Map(
    Object.entries(isObject(days) ? days : {}).map(([log, value]) => [`retentionDays.${log}`, Number(value)]),
  );
}
