import { type SecretName, secretName } from "../catalog";
import { mask, type Problem, problem } from "./problem";
import { secretKey, type SecretKind, secretValue } from "./secret-kinds";
import { keysAt, valueAt } from "./settings";

/** Every secret in a configuration, by value or by key, at any depth and under whatever key. */
export function secretsIn(input: unknown): Problem[] {
  const visit = (value: unknown, path: readonly PropertyKey[]): Problem[] => {
    const found = announced(path, input) ?? secretValue(value);
    if (found) return [secretProblem(found, value, path, input)];
    if (typeof value !== "object" || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, [...path, index]));
    return Object.entries(value).flatMap(([key, child]) => visit(child, [...path, key]));
  };
  return visit(input, []);
}

/** The secret that the last key of a path announces, or is itself; a setting's own key is above suspicion. */
function announced(path: readonly PropertyKey[], input: unknown): SecretKind | undefined {
  const key = path.at(-1);
  if (typeof key !== "string" || keysAt(path.slice(0, -1), input).includes(key)) return undefined;
  return secretValue(key) ?? secretKey(key);
}

function secretProblem(
  { kind, keptAs }: SecretKind,
  value: unknown,
  path: readonly PropertyKey[],
  input: unknown,
): Problem {
  return problem(path, {
    given: `${kind} ${mask(value)}`,
    accepted: `no secret in a file: put it into Secrets Manager, as ${home(keptAs ?? BY_PART.get(path[0]), input)}`,
  });
}

/** Secrets that are known by the part of the configuration they stand in. */
const BY_PART = new Map<PropertyKey | undefined, SecretName>([
  ["sentry", "sentry-dsn"],
  ["datadog", "datadog-api-key"],
  ["search", "search-engine"],
]);

function home(secret: SecretName | undefined, input: unknown): string {
  if (!secret) return "a secret of its own";
  const environment = valueAt(["environment"], input);
  const named = typeof environment === "string" && !secretValue(environment) ? environment : "<environment>";
  const name = secretName(named, secret);
  return secret === "search-engine" ? `${name}, which search.authentication.secretName names` : name;
}
