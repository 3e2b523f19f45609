import { Agent } from "node:https";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Client, type ClientOptions, errors } from "@opensearch-project/opensearch";
import { AwsSigv4Signer } from "@opensearch-project/opensearch/aws";
import type { SearchResponse } from "../../catalog";
import { type CommandContext, givenCertificates, OperatorError } from "../cli";
import type { SearchAddress } from "./search-address";

const REQUEST_TIMEOUT_MS = 60_000;

/** Reads from the search engine of an environment. */
export interface SearchReader {
  /** @throws OperatorError if a shard failed or the search timed out, because the answer would be incomplete */
  search(dataStreams: readonly string[], body: Readonly<Record<string, unknown>>): Promise<SearchResponse>;
  close(): Promise<void>;
}

/**
 * @param tunnel `host:port` of the local end of a tunnel to the engine. The host name and the certificate of the engine
 * are still checked.
 */
export function createOperatorClient(
  { aws }: Pick<CommandContext, "aws">,
  address: SearchAddress,
  tunnel?: string,
): Client {
  return new Client({
    node: address.url,
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxRetries: 1,
    ssl: { ...(address.caFile !== undefined && { ca: certificates(address.caFile) }) },
    ...(tunnel !== undefined && { agent: () => tunnelAgent(address, tunnel) }),
    ...(address.basic ? { auth: address.basic } : signed(aws)),
  });
}

/** @param tunnel as in `createOperatorClient` */
export function createSearchReader(
  context: Pick<CommandContext, "aws">,
  address: SearchAddress,
  tunnel?: string,
): SearchReader {
  const client = createOperatorClient(context, address, tunnel);
  return {
    async search(dataStreams, body) {
      try {
        const response = await client.search({
          index: [...dataStreams],
          allow_partial_search_results: false,
          body,
        });
        return response.body as unknown as SearchResponse;
      } catch (error) {
        throw explained(error, address.url);
      }
    },
    close: () => client.close(),
  };
}

function signed({ region, profile }: CommandContext["aws"]): ClientOptions {
  return AwsSigv4Signer({
    region,
    service: "es",
    getCredentials: defaultProvider(profile === undefined ? {} : { profile }),
  });
}

function certificates(path: string): Buffer {
  return givenCertificates("OPENSEARCH_CA_FILE", path);
}

/** Connects to the local end of the tunnel, and expects the certificate of the engine. */
function tunnelAgent({ url, caFile }: SearchAddress, tunnel: string): Agent {
  const address = `https://${tunnel}`;
  const { hostname, port } = URL.canParse(address) ? new URL(address) : { hostname: "", port: "" };
  if (!port)
    throw new OperatorError(
      `the tunnel is ${JSON.stringify(tunnel)}, expected host:port such as localhost:9200`,
    );
  const agent = new Agent({
    keepAlive: true,
    servername: new URL(url).hostname,
    ...(caFile !== undefined && { ca: certificates(caFile) }),
  });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) =>
    connect({ ...options, host: hostname, port: Number(port) }, callback);
  return agent;
}

/** Connection errors are explained by the frame; its own errors name the engine. */
function explained(error: unknown, url: string): unknown {
  if (error instanceof errors.ConnectionError || error instanceof errors.TimeoutError)
    return new OperatorError(
      `the search engine ${url} cannot be reached: ${error.message}. Check the network, and OPENSEARCH_CA_FILE for its ` +
        "certificate. For a domain in a VPC, open a tunnel and use --tunnel host:port.",
      { cause: error },
    );
  if (!(error instanceof errors.ResponseError)) return error;
  const { statusCode } = error;
  if (statusCode === 401 || statusCode === 403)
    return new OperatorError(
      `the search engine ${url} answers ${statusCode}: ${error.message}. Use the role reader or auditor: ` +
        "docs/security.md lists what each may search.",
      { cause: error },
    );
  return new OperatorError(`the search engine ${url} answers ${statusCode}: ${error.message}`, {
    cause: error,
  });
}
