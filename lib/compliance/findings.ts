import type { IConstruct } from "constructs";
import type { RulePack } from "../../config";
import { type Acknowledgement, acknowledgementsOf } from "./acknowledge";
import { createPacks } from "./packs";

/** One finding about one resource. */
export interface Finding {
  /** The rule without the finding, such as `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** Undefined if nothing acknowledges it. */
  readonly acknowledgement: Acknowledgement | undefined;
}

/** Every finding of the chosen rule packs and of the project's own rules under a construct. */
export function findingsIn(root: IConstruct, packs: readonly RulePack[]): readonly Finding[] {
  const acknowledgements = root.node.findAll().flatMap((construct) =>
    acknowledgementsOf(construct).map((acknowledgement) => ({
      path: `${construct.node.path}/`,
      acknowledgement,
    })),
  );
  return createPacks()
    .filter(({ setting }) => setting === undefined || packs.includes(setting))
    .flatMap(({ pack }) => pack.validateScope(root).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({
        rule: ruleName.replace(/\[.*$/s, ""),
        acknowledgement: acknowledgements.find(
          ({ path, acknowledgement: { ids } }) =>
            ids.includes(ruleName) && `${constructPath}/`.startsWith(path),
        )?.acknowledgement,
      })),
    );
}
