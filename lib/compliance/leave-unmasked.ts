import type { IConstruct } from "constructs";

const METADATA = "inventorysync:unmasked";

/**
 * Lets a log group be without a data protection policy.
 *
 * @param because what a reviewer must know to agree: why nothing in it needs masking, or cannot be masked
 */
export function leaveUnmasked(group: IConstruct, because: string): void {
  group.node.addMetadata(METADATA, because);
}

/** Why a log group, or the construct it is part of, is left unmasked; undefined where it is not. */
export function unmaskedBecause(group: IConstruct): string | undefined {
  return group.node.scopes.flatMap(({ node }) => node.metadata).find(({ type }) => type === METADATA)
    ?.data as string | undefined;
}
