import type { AcknowledgedFinding } from "../change";
import type { Violation } from "../finding";
import type { Rule } from "./rule";

/** A finding of cdk-nag is newly accepted. */
export const acknowledgementAdded: Rule = {
  id: "acknowledgement-added",
  description:
    "A finding of cdk-nag is newly acknowledged, or its reason, owner or review date changed: review.",
  why: "the project accepts that a resource violates a security rule",
  remedy:
    "check the reason, the owner and the review date, or fix the finding and remove the acknowledgement",
  find: ({ acknowledgements }) => {
    if (!acknowledgements) return [];
    const earlier = new Map(acknowledgements.before.map((finding) => [keyOf(finding), finding.reason]));
    return acknowledgements.after
      .filter((finding) => earlier.get(keyOf(finding)) !== finding.reason)
      .map((finding): Violation => ({
        grade: "review",
        resource: finding.path,
        what: `acknowledgement of ${finding.id}`,
        from: earlier.get(keyOf(finding)) ?? "none",
        to: finding.reason,
        properties: [],
      }));
  },
};

function keyOf({ id, path }: AcknowledgedFinding): string {
  return `${id} ${path}`;
}
