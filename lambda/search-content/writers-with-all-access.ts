import { SECURITY_API } from "./content/security-api";
import type { EngineClient } from "./engine-client";

interface RoleMapping {
  readonly backend_roles?: readonly string[];
  /** On OpenSearch Service, the ARN of an IAM principal can be listed as a user. */
  readonly users?: readonly string[];
}

/**
 * The writers that the engine also maps to its role `all_access`. The field-level security of the writer's role wins
 * over `all_access`, which has none, so these principals see no field but the time.
 *
 * It compares the two mappings. It does not find a user that gets both roles through two different backend roles.
 * @throws EngineError if the engine refuses to return the mapping; a mapping that does not exist (404) is no error
 */
export async function writersWithAllAccess(
  engine: EngineClient,
  writers: readonly string[],
): Promise<readonly string[]> {
  const mappings = await engine.getIfExists<Readonly<Record<string, RoleMapping | undefined>>>(
    `${SECURITY_API}/rolesmapping/all_access`,
  );
  const { backend_roles: backendRoles = [], users = [] } = mappings?.["all_access"] ?? {};
  const patterns = [...backendRoles, ...users].map(toExpression);
  return writers.filter((writer) => patterns.some((pattern) => pattern.test(writer)));
}

/**
 * A name in a role mapping may contain the wildcards `*` and `?`. Source: OpenSearch documentation, "Defining users and
 * roles".
 */
function toExpression(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
