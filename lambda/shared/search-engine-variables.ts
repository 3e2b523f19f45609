/** How a function signs in to the search engine; `secretArn` names the secret, whose value is read at run time. */
export type AuthenticationKind = "sigv4" | "basic" | "apiKey";

/** The environment variables of every function that talks to the search engine. */
export interface SearchEngineVariables {
  /** One or more https addresses, separated by commas. */
  readonly OPENSEARCH_ENDPOINTS: string;
  readonly OPENSEARCH_AUTHENTICATION: AuthenticationKind;
  /** For `basic` a secret `{"username": …, "password": …}`, for `apiKey` the key itself; absent for `sigv4`. */
  readonly OPENSEARCH_SECRET_ID?: string;
}
