import { covers, type Grant, isSameAccess } from "./grant";

export interface GrantChanges {
  /** What is allowed now, and was not. */
  readonly allowed: readonly Grant[];
  /** What was denied, and is not any more. */
  readonly undenied: readonly Grant[];
}

/** What a policy allows more than its earlier version. */
export function compareGrants(before: readonly Grant[], after: readonly Grant[]): GrantChanges {
  const isNew = (grant: Grant) => !before.some((earlier) => covers(earlier, grant));
  const isLost = (grant: Grant) => !after.some((later) => covers(later, grant));
  return {
    allowed: after.filter(({ effect }) => effect === "Allow").filter(isNew),
    undenied: before.filter(({ effect }) => effect === "Deny").filter(isLost),
  };
}

/** Actions that reveal masked data, pass roles on, or change permissions. */
const SENSITIVE_ACTION =
  /^(?:logs:unmask|iam:passrole|iam:(?:create|put|attach|update).*|kms:(?:schedulekeydeletion|disablekey|putkeypolicy))$/i;
const ASSUME = /^sts:/i;

/**
 * Whether a grant of a policy must not be added without an approval: a wildcard for a whole service, everything but
 * something, the same access with fewer conditions, any resource instead of some, a sensitive action, or one more
 * principal that may assume an existing role.
 *
 * @param before the earlier grants of the policy; none if it is new
 */
export function isDangerous(grant: Grant, before: readonly Grant[]): boolean {
  const { action, resource, principal } = grant;
  const isNew = before.length === 0;
  // Every key has it: without it, nobody could change the policy of the key.
  if (isNew && action === "kms:*" && principal.endsWith(":root")) return false;
  return (
    action === "*" ||
    action.endsWith(":*") ||
    SENSITIVE_ACTION.test(action) ||
    (!isNew && ASSUME.test(action)) ||
    [action, resource, principal].some((part) => part.startsWith("not ")) ||
    before.some((earlier) => isSameAccess(earlier, grant)) ||
    (resource === "*" && before.some((earlier) => covers(grant, { ...earlier, resource: "*" })))
  );
}
