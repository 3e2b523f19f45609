import { requireHeaderText } from "./header-text";
import { isObject, parseJson } from "./json";
import { SafeError } from "./safe-error";
import type { SearchAuthentication } from "./search-client";
import type { SearchAuthenticationSettings } from "./search-settings";
import type { ReadSecret } from "./secret-reader";

/**
 * Reads the credentials of the search engine from their secret.
 * @throws SafeError if the secret does not have the format of `SearchEngineVariables`; the message does not repeat the
 * secret
 */
export async function searchAuthentication(
  settings: SearchAuthenticationSettings,
  readSecret: ReadSecret,
): Promise<SearchAuthentication> {
  switch (settings.kind) {
    case "sigv4":
      return { kind: settings.kind };
    case "basic":
      return {
        kind: settings.kind,
        ...parseCredentials(settings.secretId, await readSecret(settings.secretId)),
      };
    case "apiKey":
      return {
        kind: settings.kind,
        apiKey: requireHeaderText(settings.secretId, await readSecret(settings.secretId)),
      };
  }
}

function parseCredentials(
  secretId: string,
  text: string,
): { readonly username: string; readonly password: string } {
  const user = parseJson(text);
  if (isObject(user)) {
    const { username, password } = user;
    if (typeof username === "string" && typeof password === "string") return { username, password };
  }
  throw new SafeError(
    `secret ${secretId} is not JSON of the form {"username": …, "password": …}; correct its value`,
  );
}
