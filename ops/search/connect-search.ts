import type { Client } from "@opensearch-project/opensearch";
import { hasBastion } from "../../config";
import type { CommandContext } from "../cli";
import { findSearchAddress, type SearchAddress } from "./search-address";
import { createOperatorClient, createSearchReader, type SearchReader } from "./search-reader";
import { openTunnel } from "./tunnel";

/** A way to the search engine. */
interface SearchConnection {
  readonly address: SearchAddress;
  /** `host:port` of the local end of a tunnel. */
  readonly tunnel?: string;
  readonly close: () => Promise<void>;
}

/**
 * A reader of the search engine of the environment.
 *
 * @param tunnel `host:port` of the local end of a tunnel @default - a tunnel through the bastion if the environment has
 * one and OPENSEARCH_URL is not set, otherwise a direct connection
 * @throws OperatorError if the environment has no search engine, or it has no way to it
 */
export async function openSearchReader(context: CommandContext, tunnel?: string): Promise<SearchReader> {
  const connection = await connectSearch(context, tunnel);
  const reader = await orClose(connection, () =>
    createSearchReader(context, connection.address, connection.tunnel),
  );
  return {
    ...reader,
    close: async () => {
      await reader.close();
      await connection.close();
    },
  };
}

/** A client of the search engine of the environment. @param tunnel as in `openSearchReader` */
export async function openSearchClient(
  context: CommandContext,
  tunnel?: string,
): Promise<{
  readonly client: Client;
  readonly address: SearchAddress;
  readonly close: () => Promise<void>;
}> {
  const connection = await connectSearch(context, tunnel);
  const { address } = connection;
  const client = await orClose(connection, () => createOperatorClient(context, address, connection.tunnel));
  return {
    client,
    address,
    close: async () => {
      await client.close();
      await connection.close();
    },
  };
}

async function connectSearch(context: CommandContext, given: string | undefined): Promise<SearchConnection> {
  const address = await findSearchAddress(context);
  const direct = { address, ...(given !== undefined && { tunnel: given }), close: () => Promise.resolve() };
  const throughBastion =
    given === undefined && hasBastion(context.config.search) && !context.io.env["OPENSEARCH_URL"];
  if (!throughBastion) return direct;
  const { port, close } = await openTunnel(context);
  return { address, tunnel: `localhost:${port}`, close };
}

/** An error in the settings of the client must not leave the tunnel open. */
async function orClose<Created>(connection: SearchConnection, create: () => Created): Promise<Created> {
  try {
    return create();
  } catch (error) {
    await connection.close();
    throw error;
  }
}
