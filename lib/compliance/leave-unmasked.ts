import type { IConstruct } from "constructs";

const METADATA = "inventorysync:unmasked";

/**
 * Lets a log group be without a data protection policy.
 *
 * @param reason what a reviewer must know to agree: why nothing in it needs masking, or cannot be masked
 */
export function leaveUnmasked(group: IConstruct, reason: string): void {
  group.node.addMetadata(METADATA, reason);
}

/** Why a log group, or the construct it is part of, is left unmasked; undefined where it is not. */
export function unmaskedReason(group: IConstruct): string | undefined {
  return group.node.scopes.flatMap(({ node }) => node.metadata).find(({ type }) => type === METADATA)
    ?.data as string | undefined;
}
