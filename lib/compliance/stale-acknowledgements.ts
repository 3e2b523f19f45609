import { type PolicyViolation, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * The acknowledgements under `root` that match none of a pack's findings: what they excused is gone or has another
 * name, so they say something untrue and would hide the next finding of that name. The CDK itself ignores them.
 *
 * @param pack name of the pack, which is the namespace of its acknowledgements
 * @param violations the pack's findings before acknowledgements are applied
 */
export function staleAcknowledgements(
  root: IConstruct,
  pack: string,
  violations: readonly PolicyViolation[],
): PolicyViolation[] {
  const pathsByRule = new Map(
    violations.map((violation) => [
      // The CDK writes ids of rules without blanks, and of acknowledgements too.
      `${pack}::${violation.ruleName.replaceAll(" ", "-")}`,
      violation.violatingResources.map(({ constructPath }) => constructPath ?? ""),
    ]),
  );
  return root.node.findAll().flatMap((construct) =>
    acknowledgedBy(construct)
      .filter((id) => id.startsWith(`${pack}::`))
      .filter((id) => !pathsByRule.get(id)?.some((path) => `${path}/`.startsWith(`${construct.node.path}/`)))
      .map((id) => ({
        ruleName: "stale-acknowledgement",
        description: `${id.slice(pack.length + 2)} is acknowledged here and no longer found`,
        fix: "remove the acknowledgement, or write its id as the report prints the finding",
        severity: "error",
        violatingResources: [{ constructPath: construct.node.path, locations: [] }],
      })),
  );
}

function acknowledgedBy(construct: IConstruct): string[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as Record<string, string>));
}
