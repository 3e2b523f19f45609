import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@opensearch-project/opensearch";
import getPort from "get-port";
import { applyContent } from "../../lambda/search-content/apply";
import { createEngineClient } from "../../lambda/search-content/engine-client";
import { Supervisor } from "../../local/process";
import { createCertificates } from "../../local/startup/certificates";
import { installSearchEngine, startSearchEngine } from "../../local/startup/search-engine";
import { createRunFolder } from "../../local/startup/workspace";

/** The environment whose content the engine gets. */
export const ENVIRONMENT = "bench";

/** Those of the OpenSearch distribution, with the heap of a node with 8 GiB of memory. */
const JAVA_OPTIONS = ["-Xms4g", "-Xmx4g", "-XX:+UseG1GC"];
const SILENT = { info: () => undefined, warn: () => undefined };

/** Starts a search engine of its own with the content of an environment, and stops it after `run`. */
export async function withEngine<T>(run: (client: Client) => Promise<T>): Promise<T> {
  const supervisor = new Supervisor();
  const runFolder = await createRunFolder();
  try {
    const certificates = await createCertificates(join(runFolder, "certificates"));
    const context = { supervisor, runFolder, certificates };
    const installation = await installSearchEngine(context);
    const port = await getPort({ host: "127.0.0.1" });
    const { endpoint } = await startSearchEngine({
      ...{ ...context, installation, port },
      javaOptions: JAVA_OPTIONS,
    });
    const client = new Client({
      node: endpoint.url,
      auth: endpoint,
      ssl: { ca: readFileSync(endpoint.caFile) },
      requestTimeout: 120_000,
    });
    const engine = createEngineClient(client, { remainingMs: () => 60_000, sleep });
    const roles = { writers: [], readers: [], auditors: [] };
    await applyContent(
      engine,
      { environment: ENVIRONMENT, retentionDays: {}, primaryShards: 1, replicas: 0, ...roles },
      SILENT,
    );
    const result = await run(client);
    await client.close();
    return result;
  } finally {
    await supervisor.stop();
    await rm(runFolder, { recursive: true, force: true });
  }
}

/** Runs a measurement. The exit code is 1 if it misses its target or fails. */
export function runMeasurement(measure: () => Promise<boolean>): void {
  measure().then(
    (meetsTarget) => process.exit(meetsTarget ? 0 : 1),
    (error: unknown) => {
      // The client's error contains the whole request.
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
