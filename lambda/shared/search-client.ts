import { Client, type ClientOptions } from "@opensearch-project/opensearch";
import { AwsSigv4Signer } from "@opensearch-project/opensearch/aws";
import type { AuthenticationKind } from "./search-engine-variables";

/** How a function proves who it is. For `sigv4` with the credentials of its own role. */
export type SearchAuthentication =
  | { readonly kind: Extract<AuthenticationKind, "sigv4"> }
  | {
      readonly kind: Extract<AuthenticationKind, "basic">;
      readonly username: string;
      readonly password: string;
    }
  | { readonly kind: Extract<AuthenticationKind, "apiKey">; readonly apiKey: string };

export interface SearchClientOptions {
  /** One or more addresses of one cluster; each request goes to the next. */
  readonly endpoints: readonly string[];
  readonly authentication: SearchAuthentication;
  /**
   * Longest silence of the engine during one request, in milliseconds.
   * @default 30_000
   */
  readonly requestTimeoutMs?: number;
}

/**
 * A client of the search engine that sends each request once, over connections it keeps: whether an answer is worth
 * another attempt is for the caller to say, who must read it first.
 *
 * @throws Error for `sigv4` outside a Lambda function, where the variables of the role's credentials are missing
 */
export function createSearchClient(options: SearchClientOptions): Client {
  const { endpoints, authentication, requestTimeoutMs = 30_000 } = options;
  return new Client({
    nodes: [...endpoints],
    requestTimeout: requestTimeoutMs,
    maxRetries: 0,
    // A node that failed is asked again after a while, without a ping of its own: that would need one more permission.
    resurrectStrategy: "optimistic",
    ...authenticationOptions(authentication),
  });
}

function authenticationOptions(authentication: SearchAuthentication): ClientOptions {
  switch (authentication.kind) {
    case "sigv4":
      return sigv4Options();
    case "basic":
      return { auth: { username: authentication.username, password: authentication.password } };
    case "apiKey":
      return { headers: { authorization: `ApiKey ${authentication.apiKey}` } };
  }
}
/** The variables are those of the role's credentials, and do not change while an execution environment lives. */
function sigv4Options(): ClientOptions {
  const credentials = {
    accessKeyId: requireVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: requireVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: requireVariable("AWS_SESSION_TOKEN"),
  };
  return AwsSigv4Signer({
    service: "es",
    region: requireVariable("AWS_REGION"),
    getCredentials: () => Promise.resolve(credentials),
  });
}

function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set, as it is in every Lambda function; use basic or apiKey elsewhere`);
  return value;
}
