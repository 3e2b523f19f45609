import type { ChangedResource } from "../change";
import { formatValue } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

/** Attributes that change nothing that is deployed. */
const WITHOUT_EFFECT = new Set(["Metadata", "DependsOn"]);

/** Statistics about the constructs of the app, for AWS. */
const STATISTICS = "AWS::CDK::Metadata";

/** Every difference. The differences that another rule explains are left out by `judge`. */
export const resourceChanged: Rule = {
  id: "resource-changed",
  description: "Any other difference that is deployed: note.",
  why: "no rule knows that it weakens anything",
  remedy: "read it as any change",
  find: inResources((resource) => differences(resource)),
};

function differences({ type, before, after, difference }: ChangedResource): readonly ResourceViolation[] {
  if (type === STATISTICS) return [];
  const common = { grade: "note" as const, properties: [] };
  if (!before) return [{ ...common, what: type, from: "none", to: "added" }];
  if (!after) return [{ ...common, what: type, from: "exists", to: "removed" }];
  const updates = { ...difference.propertyUpdates, ...difference.otherChanges };
  return Object.entries(updates)
    .filter(([name]) => !WITHOUT_EFFECT.has(name))
    .map(([what, { oldValue, newValue }]) => ({
      grade: "note",
      what,
      from: formatValue(oldValue),
      to: formatValue(newValue),
    }));
}
