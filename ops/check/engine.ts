import { setTimeout as sleep } from "node:timers/promises";
import { createEngineClient, type EngineClient } from "../../lambda/search-content/engine-client";
import { memoize } from "../../lambda/shared/memoize";
import type { CommandContext } from "../cli";
import { openSearchClient } from "../search";

/** Time for all requests of one check. A deployment waits for an engine that starts; a check reports it. */
const DEADLINE_MS = 15_000;

/** The search engine of the environment, connected at its first use. */
export function createEngine(
  context: CommandContext,
  tunnel: string | undefined,
): { readonly engine: () => Promise<EngineClient>; readonly close: () => Promise<void> } {
  let close: (() => Promise<void>) | undefined;
  const connect = async () => {
    const { client, address, ...connection } = await openSearchClient(context, tunnel);
    close = () => connection.close();
    const password = address.basic ? [address.basic.password] : [];
    const engine = createEngineClient(client, { remainingMs: () => DEADLINE_MS, sleep }, password);
    return { ...engine, waitUntilReady: <Result>() => engine.get<Result>("/") };
  };
  const connected = memoize(connect);
  return { engine: () => connected.get(), close: async () => close?.() };
}
