import type { AddressVariables } from "./environment-variables";

/** How a function authenticates to the search engine. The value of the secret is read at run time. */
export type AuthenticationKind = "sigv4" | "basic" | "apiKey";

/** Environment variables of every function that connects to the search engine. */
export interface SearchEngineVariables extends AddressVariables {
  /** One or more https URLs, separated by commas. */
  readonly OPENSEARCH_ENDPOINTS: string;
  readonly OPENSEARCH_AUTHENTICATION: AuthenticationKind;
  /** `basic`: a secret `{"username": …, "password": …}`. `apiKey`: a secret with the key. Absent for `sigv4`. */
  readonly OPENSEARCH_SECRET_ID?: string;
}
