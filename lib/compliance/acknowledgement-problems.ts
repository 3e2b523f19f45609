import type { PolicyViolation } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { acknowledgementsOf } from "./acknowledge";
import { packOfFinding } from "./packs";

/**
 * The acknowledgements under `root` that are wrong for one rule pack, as violations of rules of their own:
 *
 * - `stale-acknowledgement`: it matches no finding. Its resource is gone or has another name, so its reason is no longer
 *   true, and it would hide the next finding with the same id. The CDK itself ignores stale acknowledgements.
 * - `broad-acknowledgement`: it matches findings about several constructs, so nobody reviewed each of them.
 * - `overdue-acknowledgement`: its review date has passed.
 *
 * @param pack name of the rule pack
 * @param violations the pack's findings before acknowledgements are applied
 * @param today the day with which review dates are compared, such as `2026-11-27`
 */
export function acknowledgementProblems(
  root: IConstruct,
  pack: string,
  violations: readonly PolicyViolation[],
  today: string,
): PolicyViolation[] {
  const pathsByFinding = new Map(
    violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath ?? ""),
    ]),
  );
  return root.node.findAll().flatMap((construct) =>
    acknowledgementsOf(construct).flatMap(({ ids, owner, reviewBy }) =>
      ids
        .filter((id) => packOfFinding(id) === pack)
        .flatMap((id) => {
          const { path } = construct.node;
          const matches = (pathsByFinding.get(id) ?? []).filter((each) => `${each}/`.startsWith(`${path}/`));
          if (matches.length === 0) {
            return violation(path, "stale-acknowledgement", {
              description: `${id} is acknowledged here but matches no finding`,
              fix: "remove the acknowledgement, or copy the id of the finding from the report",
            });
          }
          if (matches.length > 1) {
            return violation(path, "broad-acknowledgement", {
              description: `${id} is acknowledged here for ${matches.length} constructs: ${matches.join(", ")}`,
              fix: "acknowledge the finding on each construct that it is about",
            });
          }
          if (reviewBy < today) {
            return violation(path, "overdue-acknowledgement", {
              description: `${id} is acknowledged here until ${reviewBy}, and today is ${today}`,
              fix: `the ${owner} reviews the reason; if it still holds, set a later review date, otherwise fix the finding`,
            });
          }
          return [];
        }),
    ),
  );
}

function violation(
  constructPath: string,
  ruleName: string,
  text: Pick<PolicyViolation, "description" | "fix">,
): PolicyViolation[] {
  return [{ ruleName, severity: "error", ...text, violatingResources: [{ constructPath, locations: [] }] }];
}
