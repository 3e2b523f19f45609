import type { Matcher, TamperingCall } from "../../catalog";
import type { ResourceMatchers } from "./tampered-resources";

/** The names of the log groups that have one retention. */
export interface RetentionGroup {
  readonly days: number;
  readonly logGroupNames: readonly string[];
}

/** An event pattern of EventBridge: every leaf is a list of alternatives. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly (Matcher | CallersExcept | EventPattern)[];
}

interface CallersExcept {
  readonly "anything-but": string;
}

/**
 * The event pattern for one row of a tamper alert, or undefined if the environment has no such resource.
 *
 * A deployment changes the same resources with the same calls. The pattern leaves out the calls of CloudFormation, whose
 * changes are reviewed before they are deployed; `stack-deleted` reports what deletes whole stacks. The source must begin
 * with `aws.`: only services of AWS can send such events, so that nobody can forge an alert.
 *
 * Sources: Amazon EventBridge User Guide, "AWS service events delivered via AWS CloudTrail" and "Comparison operators for
 * use in event patterns in Amazon EventBridge"; AWS CloudTrail User Guide, "CloudTrail record contents", sourceIPAddress.
 */
export function tamperPattern(
  { service, events, resource, also = {}, where = {}, retention }: TamperingCall,
  matchers: Partial<ResourceMatchers>,
  retentions: readonly RetentionGroup[],
): EventPattern | undefined {
  const resources: readonly Leaves[] =
    retention === "belowConfigured"
      ? retentions.map(({ days, logGroupNames }) => ({
          "requestParameters.logGroupName": logGroupNames,
          "requestParameters.retentionInDays": [{ numeric: ["<", days] }],
        }))
      : Object.entries(resource)
          .map(([path, identifier]) => ({ [path]: matchers[identifier] ?? [] }))
          .filter((leaves) => Object.values(leaves).every((alternatives) => alternatives.length > 0));
  const context: Leaves = Object.fromEntries(
    Object.entries(also).map(([path, identifier]) => [path, matchers[identifier] ?? []]),
  );
  const [first, ...others] = resources.map((leaves) => nest({ ...leaves, ...context, ...where }));
  if (first === undefined) return undefined;
  return {
    source: [{ prefix: "aws." }],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: [`${service}.amazonaws.com`],
      eventName: events,
      sourceIPAddress: [{ "anything-but": "cloudformation.amazonaws.com" }],
      ...(others.length === 0 ? first : { $or: [first, ...others] }),
    },
  };
}

/** Alternatives by path. */
type Leaves = Readonly<Record<string, readonly Matcher[]>>;

/** `{ "a.b": [1], "a.c": [2] }` as `{ a: { b: [1], c: [2] } }`. */
function nest(leaves: Leaves): EventPattern {
  const root: Record<string, unknown> = {};
  for (const [path, alternatives] of Object.entries(leaves)) {
    const [last = "", ...parents] = path.split(".").reverse();
    const parent = parents.reduceRight((node, name) => (node[name] ??= {}) as Record<string, unknown>, root);
    parent[last] = alternatives;
  }
  return root as EventPattern;
}
