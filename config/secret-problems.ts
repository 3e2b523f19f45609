import { type SecretName, secretName, SINKS } from "../catalog";
import { maskValue, type Problem, problem } from "./problem";
import { matchSecretKey, type SecretPattern, matchSecretValue } from "./secret-patterns";
import { keysAt, valueAt } from "./setting-schema";

/** Finds every secret in a configuration, by value or by key, at any depth. */
export function findSecrets(input: unknown): Problem[] {
  const visit = (value: unknown, path: readonly PropertyKey[]): Problem[] => {
    const found = matchLastKey(path, input) ?? matchSecretValue(value);
    if (found) return [secretProblem(found, value, path, input)];
    if (typeof value !== "object" || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, [...path, index]));
    return Object.entries(value).flatMap(([key, child]) => visit(child, [...path, key]));
  };
  return visit(input, []);
}

/** The secret pattern of the last key of a path, as a key or as a value. Keys of the schema are never reported. */
function matchLastKey(path: readonly PropertyKey[], input: unknown): SecretPattern | undefined {
  const key = path.at(-1);
  if (typeof key !== "string" || keysAt(path.slice(0, -1), input).includes(key)) return undefined;
  return matchSecretValue(key) ?? matchSecretKey(key);
}

function secretProblem(
  { description, storedAs }: SecretPattern,
  value: unknown,
  path: readonly PropertyKey[],
  input: unknown,
): Problem {
  return problem(path, {
    given: `${description} ${maskValue(value)}`,
    accepted: `no secret in a configuration file: store it in Secrets Manager, as ${secretLocation(storedAs ?? SECRET_BY_SECTION.get(path[0]), input)}`,
  });
}

/** Secrets that are known by the part of the configuration they stand in. */
const SECRET_BY_SECTION = new Map<PropertyKey | undefined, SecretName>(
  SINKS.map(({ setting, secret }) => [setting, secret]),
);

function secretLocation(secret: SecretName | undefined, input: unknown): string {
  if (!secret) return "a separate secret";
  const environment = valueAt(["environment"], input);
  const environmentName =
    typeof environment === "string" && !matchSecretValue(environment) ? environment : "<environment>";
  const name = secretName(environmentName, secret);
  return secret === "search-engine" ? `${name} (see search.authentication.secretName)` : name;
}
