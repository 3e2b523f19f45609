import type { SearchAuthentication } from "./search-client";
import type { SearchEngineEnvironment } from "./search-engine-environment";
import type { ReadSecret } from "./secrets";

/** As the process has them: text, if they are there at all. */
type SignInVariables = Readonly<
  Partial<
    Record<keyof Pick<SearchEngineEnvironment, "OPENSEARCH_AUTHENTICATION" | "OPENSEARCH_SECRET_ID">, string>
  >
>;

/**
 * How a function signs in to the search engine, with the secret that its environment names.
 * @throws Error when the variables or the secret are not as `SearchEngineEnvironment` says; it never repeats the secret
 */
export async function searchAuthentication(
  { OPENSEARCH_AUTHENTICATION: kind, OPENSEARCH_SECRET_ID: secretId }: SignInVariables,
  readSecret: ReadSecret,
): Promise<SearchAuthentication> {
  switch (kind) {
    case "sigv4":
      return { kind };
    case "basic":
      return { kind, ...userOf(named(secretId, kind), await readSecret(named(secretId, kind))) };
    case "apiKey":
      return { kind, apiKey: await readSecret(named(secretId, kind)) };
    case undefined:
    default:
      throw new Error(`OPENSEARCH_AUTHENTICATION is ${kind ?? "not set"}, expected sigv4, basic or apiKey`);
  }
}

function named(secretId: string | undefined, kind: string): string {
  if (!secretId) throw new Error(`OPENSEARCH_SECRET_ID is not set, which ${kind} authentication needs`);
  return secretId;
}

function userOf(secretId: string, text: string): { readonly username: string; readonly password: string } {
  const user = jsonOf(text);
  if (isUser(user)) return { username: user.username, password: user.password };
  throw new Error(
    `secret ${secretId} is not JSON of the form {"username": …, "password": …}; correct its value`,
  );
}

/** Undefined for what is no JSON: the parser's own error would repeat it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isUser(value: unknown): value is { readonly username: string; readonly password: string } {
  if (typeof value !== "object" || value === null || !("username" in value) || !("password" in value))
    return false;
  return typeof value.username === "string" && typeof value.password === "string";
}
