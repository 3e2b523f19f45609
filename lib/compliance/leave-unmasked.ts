import type { IConstruct } from "constructs";

const METADATA = "inventorysync:unmasked";

/**
 * Exempts a log group from the rule that it must have a data protection policy.
 *
 * @param reason what a reviewer must know to agree: why the group contains nothing to mask, or cannot be masked
 */
export function leaveUnmasked(group: IConstruct, reason: string): void {
  group.node.addMetadata(METADATA, reason);
}

/** The reason why a log group, or the construct that contains it, is exempt; undefined if it is not exempt. */
export function unmaskedReason(group: IConstruct): string | undefined {
  return group.node.scopes.flatMap(({ node }) => node.metadata).find(({ type }) => type === METADATA)
    ?.data as string | undefined;
}
