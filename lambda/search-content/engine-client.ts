import { constants } from "node:os";
import type { errors } from "@opensearch-project/opensearch";
import { searchLibrary } from "../shared/lazy-modules";
import { safeErrorName } from "../shared/safe-error-name";
import { type SearchClient, sendSearchRequest } from "../shared/search-request";
import type { Deadline } from "./deadline";
import type { Document } from "./document";
import { describeResponse, EngineError } from "./engine-error";

/** Sends requests to a search engine. Throws an EngineError for every response that is not 2xx. */
export interface EngineClient {
  /** Returns the response of `GET /`. Waits until the engine is ready. */
  waitUntilReady<Result>(): Promise<Result>;
  /** Returns the response of a GET. Waits while a server behind the engine's address is starting or overloaded. */
  waitUntilAvailable<Result>(request: Pick<EngineRequest, "path" | "headers">): Promise<Result>;
  send<Result>(request: EngineRequest): Promise<Result>;
  get<Result>(path: string): Promise<Result>;
  /** Undefined if the path does not exist (404). */
  getIfExists<Result>(path: string): Promise<Result | undefined>;
  post<Result>(path: string, body?: Body): Promise<Result>;
  /** The body is optional: a data stream is created without one. */
  put<Result = unknown>(
    document: Pick<Document, "path"> & Partial<Document>,
    query?: string,
  ): Promise<Result>;
}

export interface EngineRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body | readonly object[];
}

type Body = Readonly<Record<string, unknown>>;

/** Timeout of one request. Creating an index takes seconds on a busy cluster. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long to wait until a new engine accepts its administrator. A new domain takes minutes. */
const READY_TIMEOUT_MS = 180_000;
const READY_INTERVAL_MS = 5_000;
/** Waits between the attempts of a request that a busy engine rejected. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000] as const;
/**
 * The engine rejected the request without executing it. 409: another change of the same configuration came first; the
 * security plugin keeps all role mappings in one document.
 */
const BUSY_STATUSES = new Set<number | undefined>([409, 429, 503]);
/** Statuses of an engine that has not started or does not accept its administrator yet; undefined means no response. */
const NOT_READY_STATUSES = new Set<number | undefined>([undefined, 401, 403, 429, 502, 503, 504]);
/** Statuses of a server that is starting or overloaded, or of the proxy in front of it. */
export const UNAVAILABLE_STATUSES = new Set<number | undefined>([undefined, 429, 502, 503, 504]);

/**
 * @param deadline no request is sent after it, and running requests are aborted at it
 * @param credentials texts that no error message may contain
 */
export function createEngineClient(
  client: SearchClient,
  deadline: Deadline,
  credentials: readonly string[] = [],
): EngineClient {
  async function request<Result>({ headers, ...sent }: EngineRequest): Promise<Result> {
    const { method, path } = sent;
    const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, deadline.remainingMs());
    if (timeoutMs <= 0) throw new EngineError(method, path, undefined, "the deadline of the function passed");
    try {
      const response = await sendSearchRequest(client, timeoutMs, sent, headers);
      return response.body as Result;
    } catch (error) {
      throw toEngineError(error, method, path, credentials);
    }
  }

  async function send<Result>(sent: EngineRequest): Promise<Result> {
    for (const waitMs of RETRY_DELAYS_MS) {
      try {
        return await request(sent);
      } catch (error) {
        if (!isEngineError(error, BUSY_STATUSES) || waitMs >= deadline.remainingMs()) throw error;
        await deadline.sleep(waitMs);
      }
    }
    return request(sent);
  }

  async function wait<Result>(
    sent: Pick<EngineRequest, "path" | "headers">,
    statuses: ReadonlySet<number | undefined>,
  ): Promise<Result> {
    const remainingAtTimeoutMs = deadline.remainingMs() - READY_TIMEOUT_MS;
    for (;;) {
      try {
        return await request({ method: "GET", ...sent });
      } catch (error) {
        const leftMs = Math.min(deadline.remainingMs(), deadline.remainingMs() - remainingAtTimeoutMs);
        if (!isEngineError(error, statuses) || leftMs <= READY_INTERVAL_MS) throw error;
        await deadline.sleep(READY_INTERVAL_MS);
      }
    }
  }

  return {
    waitUntilReady: () => wait({ path: "/" }, NOT_READY_STATUSES),
    waitUntilAvailable: (sent) => wait(sent, UNAVAILABLE_STATUSES),
    send,
    get: (path) => send({ method: "GET", path }),
    async getIfExists<Result>(path: string) {
      try {
        return await send<Result>({ method: "GET", path });
      } catch (error) {
        if (error instanceof EngineError && error.status === 404) return undefined;
        throw error;
      }
    },
    post: (path, body) => send({ method: "POST", path, ...(body && { body }) }),
    put: ({ path, body }, query = "") => send({ method: "PUT", path: path + query, ...(body && { body }) }),
  };
}

function isEngineError(error: unknown, statuses: ReadonlySet<number | undefined>): boolean {
  return error instanceof EngineError && statuses.has(error.status);
}

function toEngineError(
  error: unknown,
  method: string,
  path: string,
  credentials: readonly string[],
): unknown {
  if (error instanceof searchLibrary().errors.ResponseError) {
    const { statusCode, body } = error;
    return new EngineError(method, path, statusCode, describeResponse(statusCode, body, credentials));
  }
  if (error instanceof searchLibrary().errors.OpenSearchClientError)
    return new EngineError(method, path, undefined, describeFailure(error));
  return error;
}

/** Network problems that an operator can fix. The client puts them into its message, and has no code for them. */
const NETWORK_PROBLEMS = [...Object.keys(constants.errno), "ENOTFOUND", "EAI_AGAIN", "certificate"];

/** The name of the error, and the network problem that its message contains, without any other part of the message. */
function describeFailure(error: errors.OpenSearchClientError): string {
  // eslint-disable-next-line local/no-foreign-error-text -- only searched for known words
  const words = new Set(error.message.split(/\W+/));
  const problem = NETWORK_PROBLEMS.find((name) => words.has(name));
  return [safeErrorName(error), problem].filter((part) => part !== undefined).join(" ");
}
