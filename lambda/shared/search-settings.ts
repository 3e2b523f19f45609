import type { EnvironmentReader } from "./environment-variables";
import type { AuthenticationKind } from "./search-engine-variables";

/** How a function authenticates to the search engine. The secret is read at run time. */
export type SearchAuthenticationSettings =
  | { readonly kind: Extract<AuthenticationKind, "sigv4"> }
  | { readonly kind: Exclude<AuthenticationKind, "sigv4">; readonly secretId: string };

/** The parsed `SearchEngineVariables`. */
export interface SearchSettings {
  readonly endpoints: readonly string[];
  readonly authentication: SearchAuthenticationSettings;
}

const AUTHENTICATION_KINDS = ["sigv4", "basic", "apiKey"] as const satisfies readonly AuthenticationKind[];

/** @returns undefined if no endpoint is set, or if the authentication is invalid */
export function readSearchSettings(reader: EnvironmentReader): SearchSettings | undefined {
  const addresses = reader.optional("OPENSEARCH_ENDPOINTS");
  if (addresses === undefined) {
    reader.forbid("OPENSEARCH_AUTHENTICATION", "OPENSEARCH_ENDPOINTS is not");
    reader.forbid("OPENSEARCH_SECRET_ID", "OPENSEARCH_ENDPOINTS is not");
    return undefined;
  }
  const endpoints = addresses.split(",").map((address) => address.trim());
  for (const endpoint of endpoints) reader.requireIntakeAddress("OPENSEARCH_ENDPOINTS", endpoint);
  const authentication = readAuthentication(reader);
  return authentication && { endpoints, authentication };
}

function readAuthentication(reader: EnvironmentReader): SearchAuthenticationSettings | undefined {
  const kinds = AUTHENTICATION_KINDS.join(", ");
  const text = reader.required("OPENSEARCH_AUTHENTICATION", `one of ${kinds}`);
  const kind = AUTHENTICATION_KINDS.find((candidate) => candidate === text);
  switch (kind) {
    case undefined:
      if (text !== "") reader.problems.push(`OPENSEARCH_AUTHENTICATION is ${text}, expected one of ${kinds}`);
      return undefined;
    case "sigv4":
      reader.forbid("OPENSEARCH_SECRET_ID", "OPENSEARCH_AUTHENTICATION is sigv4, which needs no secret");
      return { kind };
    case "basic":
    case "apiKey":
      return {
        kind,
        secretId: reader.required("OPENSEARCH_SECRET_ID", `the secret with the credentials of ${kind}`),
      };
  }
}
