import type { EnvironmentChange } from "../change";
import { type Violation } from "../finding";
import { formatValue, isEqual, isTrueAt, valueAt } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

/** From the policy that keeps most to the one that keeps nothing. Source: AWS CloudFormation, "DeletionPolicy attribute". */
const POLICIES = ["Retain", "RetainExceptOnCreate", "Snapshot", "Delete"];
const ATTRIBUTES = ["DeletionPolicy", "UpdateReplacePolicy"] as const;

/** The settings of each type that prevent a deletion; they protect with one of these values. */
const PROTECTION: Readonly<Record<string, readonly (readonly [path: string, ...values: unknown[]])[]>> = {
  "AWS::Logs::LogGroup": [["DeletionProtectionEnabled", true, "true"]],
  "AWS::S3::Bucket": [
    ["VersioningConfiguration.Status", "Enabled"],
    ["ObjectLockEnabled", true, "true"],
    ["ObjectLockConfiguration.Rule.DefaultRetention.Mode", "COMPLIANCE"],
  ],
  "AWS::DynamoDB::Table": [["DeletionProtectionEnabled", true, "true"]],
};

/** What prevents the deletion of data is turned off. */
export const deletionProtectionOff: Rule = {
  id: "deletion-protection-off",
  description:
    "Deletion protection of a log group, termination protection of a stack, versions or Object Lock of a bucket, or a policy that retains a resource was turned off: block.",
  why: "one mistaken or malicious call, or the removal of a construct, can then delete the data",
  remedy: "keep the protection, or approve the change, and turn it on again in the next deployment",
  find: (change) => [...inResources(ofResource)(change), ...ofStacks(change)],
};

function ofResource({
  type,
  before,
  after,
}: Parameters<Parameters<typeof inResources>[0]>[0]): readonly ResourceViolation[] {
  if (!before || !after) return [];
  const settings = (PROTECTION[type] ?? []).filter(
    ([path, ...values]) =>
      values.includes(valueAt(before, path)) &&
      !isEqual(valueAt(before, path), valueAt(after, path)) &&
      !(isTrueAt(before, path) && isTrueAt(after, path)),
  );
  return [
    ...settings.map(([path]) => ({
      grade: "block" as const,
      what: path,
      from: formatValue(valueAt(before, path)),
      to: formatValue(valueAt(after, path)),
    })),
    ...ATTRIBUTES.flatMap((attribute) => {
      const [from, to] = [policyOf(before[attribute]), policyOf(after[attribute])];
      const isWeaker = POLICIES.indexOf(to) > Math.max(POLICIES.indexOf(from), 1);
      return isWeaker ? [{ grade: "block" as const, what: attribute, from, to }] : [];
    }),
  ];
}

/** Without the attribute, CloudFormation deletes the resource. */
function policyOf(attribute: unknown): string {
  return typeof attribute === "string" ? attribute : "Delete";
}

function ofStacks({ stacks }: EnvironmentChange): readonly Violation[] {
  return stacks
    .filter(({ terminationProtection: { before, after } }) => before === true && after === false)
    .map(({ stack }) => ({
      grade: "block",
      resource: stack,
      what: "termination protection of the stack",
      from: "on",
      to: "off",
    }));
}
