import { type PolicyViolation, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * The acknowledgements under `root` that match none of a rule pack's findings. Their resource is gone or has another
 * name, so their reason is no longer true, and they would hide the next finding with the same id. The CDK itself
 * ignores stale acknowledgements.
 *
 * @param pack name of the rule pack, which is the namespace of its acknowledgements
 * @param violations the pack's findings before acknowledgements are applied
 */
export function staleAcknowledgements(
  root: IConstruct,
  pack: string,
  violations: readonly PolicyViolation[],
): PolicyViolation[] {
  const pathsByRule = new Map(
    violations.map((violation) => [
      // The CDK replaces blanks in the ids of rules and of acknowledgements.
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
        description: `${id.slice(pack.length + 2)} is acknowledged here but matches no finding`,
        fix: "remove the acknowledgement, or copy the id of the finding from the report",
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
