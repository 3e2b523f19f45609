import { type ChangedResource, changedResources, type ChangedStack } from "../change";
import type { Grade, Violation } from "../finding";
import { compareGrants, isDangerous } from "../permissions/compare-grants";
import { formatGrant, type Grant } from "../permissions/grant";
import { grantsOf } from "../permissions/grants-of";
import { formatValue, isEqual, isObject, listOf, valueAt } from "../values";
import type { Rule } from "./rule";

/** A list of these is longer, or a boundary changed: the identity may do more. */
const ATTACHMENTS = ["ManagedPolicyArns", "Roles", "Users", "Groups"];
const IDENTITIES = /^AWS::IAM::(?:Role|User|Group|Policy|ManagedPolicy)$/;
const MAX_GRANTS = 3;

/** Somebody may do more than before. */
export const permissionsBroadened: Rule = {
  id: "permissions-broadened",
  description:
    "A policy allows more: review. It allows all actions of a service, an action on any resource instead of some, access with fewer conditions, `logs:Unmask`, passing or assuming a role; or it denies less: block. A policy that was only rewritten, or allows less, is a note.",
  why: "a person, a function or another service can read, change or delete logs, keys or secrets that it could not before",
  remedy:
    "grant the single actions on the single resources that are needed; approve what must be broad, with the reason",
  find: (change) => {
    const removed = new Set(
      changedResources(change)
        .filter(({ after }) => !after)
        .map(({ stack, logicalId }) => `${stack} ${logicalId}`),
    );
    return change.stacks.flatMap((stack) => inStack(stack, removed));
  },
};

function inStack(stack: ChangedStack, removed: ReadonlySet<string>): readonly Violation[] {
  return stack.resources
    .filter((resource) => !isRemovedWithTarget(resource, removed))
    .flatMap((resource) => [...inPolicies(resource), ...inAttachments(resource)]);
}

function inPolicies({ path, before, after }: ChangedResource): readonly Violation[] {
  const [earlier, later] = [grantsOf(before), grantsOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((what) => {
    const [from, to] = [earlier.get(what) ?? [], later.get(what) ?? []];
    const { allowed, undenied } = compareGrants(from, to);
    // Everyone: the rule about public exposure.
    const known = allowed.filter(({ principal }) => principal !== "*");
    const dangerous = known.filter((grant) => isDangerous(grant, from));
    const others = known.filter((grant) => !dangerous.includes(grant));
    const violation = (grade: Grade, was: string, now: string): Violation => ({
      ...{ grade, resource: path, what, from: was, to: now },
    });
    return [
      ...(dangerous.length > 0
        ? [violation("block", before ? "less" : "none", formatGrants(dangerous))]
        : []),
      ...(others.length > 0 ? [violation("review", before ? "less" : "none", formatGrants(others))] : []),
      ...(undenied.length > 0 ? [violation("block", formatGrants(undenied), "not denied")] : []),
    ];
  });
}

function formatGrants(grants: readonly Grant[]): string {
  const shown = grants.slice(0, MAX_GRANTS).map(formatGrant).join("; ");
  return grants.length > MAX_GRANTS ? `${shown}; and ${grants.length - MAX_GRANTS} more` : shown;
}

function inAttachments({ path, type, before, after }: ChangedResource): readonly Violation[] {
  if (!IDENTITIES.test(type) || !after) return [];
  const attached = ATTACHMENTS.flatMap((what): readonly Violation[] => {
    const [from, to] = [listOf(valueAt(before, what)), listOf(valueAt(after, what))];
    const added = to.filter((value) => !from.some((earlier) => isEqual(earlier, value)));
    // The policy itself is new, and found as such.
    if (added.length === 0 || (!before && what !== "ManagedPolicyArns")) return [];
    return [{ grade: "review", resource: path, what, from: formatValue(from), to: formatValue(to) }];
  });
  const what = "PermissionsBoundary";
  const [from, to] = [valueAt(before, what), valueAt(after, what)];
  if (from === undefined || isEqual(from, to)) return attached;
  return [
    ...attached,
    { grade: "block", resource: path, what, from: formatValue(from), to: formatValue(to) },
  ];
}

/** The policy of a bucket, queue or topic that does not exist any more either. */
function isRemovedWithTarget(
  { stack, before, after }: ChangedResource,
  removed: ReadonlySet<string>,
): boolean {
  if (after || !before) return false;
  const targets = ["Bucket", "Queues", "Topics"].flatMap((name) => listOf(valueAt(before, name)));
  return (
    targets.length > 0 &&
    targets.every((target) => isObject(target) && removed.has(`${stack} ${String(target["Ref"])}`))
  );
}
