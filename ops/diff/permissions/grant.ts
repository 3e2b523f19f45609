/**
 * One combination of principal, action and resource of a policy statement. Two versions of a policy are compared grant by
 * grant, because the CDK merges and splits statements without a change of what they allow.
 */
export interface Grant {
  readonly effect: "Allow" | "Deny";
  /** `Service:s3.amazonaws.com`, `*` for everyone; empty in the policy of a role, which applies to the role. */
  readonly principal: string;
  /** `s3:GetObject`; `not s3:GetObject` for NotAction. */
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly Condition[];
}

/** All values of one key and operator: `StringEquals aws:SourceAccount`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const WILDCARD = /[*?]/;

/** Whether everything that the narrow grant matches, the wide one matches, too. */
export function covers(wide: Grant, narrow: Grant): boolean {
  return (
    wide.effect === narrow.effect &&
    matches(wide.principal, narrow.principal) &&
    matches(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
    matches(wide.resource, narrow.resource) &&
    wide.conditions.every((condition) =>
      narrow.conditions.some((other) => isAtLeastAsStrict(other, condition)),
    )
  );
}

/** Whether the grants differ in nothing but their conditions. */
export function isSameAccess(left: Grant, right: Grant): boolean {
  return covers({ ...left, conditions: [] }, right) && covers({ ...right, conditions: [] }, left);
}

/** A statement about everything but something matches nothing else than itself. */
function matches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (pattern.startsWith("not ") || text.startsWith("not ") || !WILDCARD.test(pattern)) return false;
  return globOf(pattern).test(text);
}

function globOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

/** Fewer accepted values are stricter; of a negated operator, more excluded values. */
function isAtLeastAsStrict(condition: Condition, other: Condition): boolean {
  if (condition.operator !== other.operator || condition.key !== other.key) return false;
  const [inner, outer] = /Not|ForAllValues/.test(condition.operator)
    ? [other.values, condition.values]
    : [condition.values, other.values];
  return inner.every((value) => outer.some((pattern) => matches(pattern, value)));
}

/** A grant for people. */
export function formatGrant({ effect, principal, action, resource, conditions }: Grant): string {
  const who = principal === "" ? "" : ` ${principal}:`;
  const when = conditions.map(({ operator, key, values }) => `${key} ${operator} ${values.join(" or ")}`);
  return `${effect}${who} ${action} on ${resource}${when.length > 0 ? ` if ${when.join(" and ")}` : ""}`;
}
