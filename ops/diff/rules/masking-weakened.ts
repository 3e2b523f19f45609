import type { Resource } from "../change";
import { canonical, formatValue, isEqual, isObject, listOf, valueAt, withoutIntrinsics } from "../values";
import { inResources, type ResourceViolation, type Rule } from "./rule";

const POLICY = "DataProtectionPolicy";
const OVERRIDES = "REDACTION_OVERRIDES";

/** Credentials or personal data become readable. */
export const maskingWeakened: Rule = {
  id: "masking-weakened",
  description:
    "The data protection policy of a log group was removed, masks fewer identifiers or reports elsewhere, or the redaction policy of a function changed: block. A policy that only masks more is a note.",
  why: "credentials and personal data in log lines become readable for everyone who may read the log group or the sink",
  remedy:
    "restore the policy, or approve the change after checking which data the logs contain (npx logs redact --dry-run)",
  find: inResources(({ type, before, after }) => {
    if (!before || !after) return [];
    if (type === "AWS::Logs::LogGroup") return maskingOf(before, after);
    if (type === "AWS::Lambda::Function") return redactionOf(before, after);
    return type === "AWS::Logs::AccountPolicy" ? accountPolicy(before, after) : [];
  }),
};

function maskingOf(before: Resource, after: Resource): readonly ResourceViolation[] {
  const [from, to] = [valueAt(before, POLICY), valueAt(after, POLICY)];
  if (from === undefined || isEqual(from, to)) return [];
  if (!isObject(from) || !isObject(to))
    return [{ grade: "block", what: POLICY, from: formatValue(summary(from)), to: formatValue(summary(to)) }];
  const lost = [...facts(from)].filter((fact) => !facts(to).has(fact));
  if (lost.length === 0) return [];
  return [
    {
      grade: "block",
      what: POLICY,
      from: formatValue(lost.join(", ")),
      to: formatValue([...facts(to)].filter((fact) => !facts(from).has(fact)).join(", ") || undefined),
    },
  ];
}

/** What a policy guarantees, each fact as text: an identifier that it masks, where it reports, the pattern of a custom one. */
function facts(policy: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const plain = withoutIntrinsics(policy) as Readonly<Record<string, unknown>>;
  const statements = listOf(plain["Statement"])
    .filter(isObject)
    .flatMap(({ DataIdentifier, Operation }) => {
      const operation = canonical(Operation);
      const action = isObject(Operation) ? (Object.keys(Operation)[0] ?? "no operation") : "no operation";
      return [
        `${action}: ${operation}`,
        ...listOf(DataIdentifier).map((identifier) => `${action} ${String(identifier).split("/").at(-1)}`),
      ];
    });
  const configuration = isObject(plain["Configuration"]) ? plain["Configuration"] : {};
  const patterns = listOf(configuration["CustomDataIdentifier"])
    .filter(isObject)
    .map(({ Name, Regex }) => `${String(Name)} = ${String(Regex)}`);
  return new Set([...statements, ...patterns]);
}

function summary(policy: unknown): unknown {
  return isObject(policy) ? `a policy with ${facts(policy).size} rules` : policy;
}

function redactionOf(before: Resource, after: Resource): readonly ResourceViolation[] {
  const path = `Environment.Variables.${OVERRIDES}`;
  const [from, to] = [valueAt(before, path), valueAt(after, path)];
  if (isEqual(from, to)) return [];
  return [
    {
      grade: "block",
      what: OVERRIDES,
      from: formatValue(from),
      to: formatValue(to),
      properties: ["Environment"],
    },
  ];
}

function accountPolicy(before: Resource, after: Resource): readonly ResourceViolation[] {
  const isMasking = valueAt(before, "PolicyType") === "DATA_PROTECTION_POLICY";
  const [from, to] = [valueAt(before, "PolicyDocument"), valueAt(after, "PolicyDocument")];
  if (!isMasking || isEqual(from, to)) return [];
  return [{ grade: "block", what: "PolicyDocument", from: formatValue(from), to: formatValue(to) }];
}
