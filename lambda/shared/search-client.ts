import { EventEmitter } from "node:events";
import type { ClientOptions } from "@opensearch-project/opensearch";
import { withBoundedResponses } from "./bounded-connection";
import { SafeError } from "./safe-error";
import type { AuthenticationKind } from "./search-engine-variables";
import { searchLibrary } from "./lazy-modules";
import type { SearchClient } from "./search-request";

/** How a function authenticates; `sigv4` uses the credentials of the function's role. */
export type SearchAuthentication =
  | { readonly kind: Extract<AuthenticationKind, "sigv4"> }
  | {
      readonly kind: Extract<AuthenticationKind, "basic">;
      readonly username: string;
      readonly password: string;
    }
  | { readonly kind: Extract<AuthenticationKind, "apiKey">; readonly apiKey: string };

export interface ClosableSearchClient extends SearchClient {
  /** Closes its connections. */
  close(): Promise<void>;
}

export interface SearchClientOptions {
  /** One or more URLs of one cluster; requests use them in turn. */
  readonly endpoints: readonly string[];
  readonly authentication: SearchAuthentication;
  /**
   * Maximum time without data during one request, in milliseconds.
   * @default 30_000
   */
  readonly requestTimeoutMs?: number;
}

/**
 * Creates a client of the search engine that sends each request once, over kept-alive connections. It does not retry:
 * the caller decides by the content of the response. A response that is too large for its request is an error of the
 * connection.
 *
 * @throws SafeError for `sigv4` outside a Lambda function, where the variables of the role's credentials are missing
 */
export function createSearchClient(options: SearchClientOptions): ClosableSearchClient {
  const { endpoints, authentication, requestTimeoutMs = 30_000 } = options;
  const library = searchLibrary();
  const {
    Connection = library.Connection,
    Transport = library.Transport,
    auth,
    headers = {},
  } = authenticationOptions(authentication);
  const events = new EventEmitter();
  const emit = events.emit.bind(events);
  const credentials = auth && { auth };
  const connectionPool = new library.ConnectionPool({
    Connection: withBoundedResponses(Connection),
    emit,
    ...credentials,
    // Uses a failed node again after some time, without a ping, which would need another permission.
    resurrectStrategy: "optimistic",
    sniffEnabled: false,
  });
  for (const endpoint of endpoints) connectionPool.addConnection(endpoint);
  const transport = new Transport({
    emit,
    connectionPool,
    serializer: new library.Serializer(),
    maxRetries: 0,
    requestTimeout: requestTimeoutMs,
    nodeSelector: "round-robin",
    // Required by its type, and not used without sniffing.
    sniffEndpoint: "",
    headers,
    ...credentials,
  });
  return {
    transport,
    close: () =>
      new Promise((resolve) => {
        connectionPool.empty(resolve);
      }),
  };
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

/** The variables contain the role's credentials, which do not change during the life of an execution environment. */
function sigv4Options(): ClientOptions {
  const credentials = {
    accessKeyId: requireVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: requireVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: requireVariable("AWS_SESSION_TOKEN"),
  };
  return searchLibrary().AwsSigv4Signer({
    service: "es",
    region: requireVariable("AWS_REGION"),
    getCredentials: () => Promise.resolve(credentials),
  });
}

function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new SafeError(
      `${name} is not set; use sigv4 only in a Lambda function, and basic or apiKey elsewhere`,
    );
  return value;
}
