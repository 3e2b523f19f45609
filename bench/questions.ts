/**
 * `npm run bench:questions`: how long the search engine takes to answer each question. Fills an engine of its own with
 * generated lines of the last minutes, as the forwarder writes them, and asks every question by its search template.
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@opensearch-project/opensearch";
import { Command } from "commander";
import getPort from "get-port";
import { answerRows, dataStreamNames, dataStreamPattern, QUESTIONS, searchTemplateId } from "../catalog";
import { applyContent } from "../lambda/search-content/apply";
import { createEngineClient } from "../lambda/search-content/engine-client";
import { Supervisor } from "../local/process";
import { createCertificates } from "../local/startup/certificates";
import { installSearchEngine, startSearchEngine } from "../local/startup/search-engine";
import { createRunFolder } from "../local/startup/workspace";
import { generateLines } from "../local/traffic/generate-lines";
import { askedLines, valuesFor } from "../local/verify/expected-answers";
import { percentile } from "../local/verify/percentile";
import { parseNaturalNumber } from "../scripts/natural-number";
import { bulkBody, redactedLines } from "../test/fixtures/questions/delivered-documents";

const ENVIRONMENT = "bench";
/** Lines that are generated, redacted and sent together. */
const LINES_PER_BULK = 5_000;
/** Every question searches one million documents on two cores in this time. */
const TARGET_MS = 200;

const { documents, rounds } = new Command("npm run bench:questions --")
  .description("Measures how long the search engine takes to answer each question.")
  .option("--documents <count>", "how many documents to write", parseNaturalNumber, 1_000_000)
  .option("--rounds <count>", "how often to ask each question", parseNaturalNumber, 50)
  .addHelpText("after", `\nExit codes: 0 every 95th percentile is at most ${TARGET_MS} ms, 1 one is not.`)
  .parse()
  .opts<{ documents: number; rounds: number }>();

/** Those of the OpenSearch distribution, with the heap of a node with 8 GiB of memory. */
const JAVA_OPTIONS = ["-Xms4g", "-Xmx4g", "-XX:+UseG1GC"];

const SILENT = { info: () => undefined, warn: () => undefined };

interface Measurement {
  readonly question: string;
  readonly rows: number;
  readonly "p50, ms": number;
  readonly "p95, ms": number;
}

void main().then(
  (slow) => process.exit(slow ? 1 : 0),
  (error: unknown) => {
    // The client's error contains the whole request.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

async function main(): Promise<boolean> {
  const supervisor = new Supervisor();
  const runFolder = await createRunFolder();
  try {
    const certificates = await createCertificates(join(runFolder, "certificates"));
    const context = { supervisor, runFolder, certificates };
    const installation = await installSearchEngine(context);
    const port = await getPort({ host: "127.0.0.1" });
    const { endpoint } = await startSearchEngine({
      ...context,
      installation,
      port,
      javaOptions: JAVA_OPTIONS,
    });
    const client = new Client({
      node: endpoint.url,
      auth: endpoint,
      ssl: { ca: readFileSync(endpoint.caFile) },
      requestTimeout: 120_000,
    });
    const requestId = await fill(client);
    const measurements = await measure(client, requestId);
    await client.close();
    console.log(
      `${documents} documents, ${rounds} rounds, ${cpus().length} cores, Node.js ${process.version}`,
    );
    console.table(measurements);
    return measurements.some((measurement) => measurement["p95, ms"] > TARGET_MS);
  } finally {
    await supervisor.stop();
    await rm(runFolder, { recursive: true, force: true });
  }
}

/** @returns the id of a request with lines in several logs */
async function fill(client: Client): Promise<string> {
  const engine = createEngineClient(client, { remainingMs: () => 60_000, sleep });
  const roles = { writers: [], readers: [], auditors: [] };
  await applyContent(engine, { environment: ENVIRONMENT, retentionDays: {}, replicas: 0, ...roles }, SILENT);
  const now = Date.now();
  let requestId = "";
  for (let written = 0; written < documents; written += LINES_PER_BULK) {
    const lines = generateLines({
      seed: written + 1,
      lines: Math.min(LINES_PER_BULK, documents - written),
      now,
    });
    requestId ||= askedLines(lines, now).requestId;
    const firstId = BigInt(written);
    const body = bulkBody(ENVIRONMENT, redactedLines(ENVIRONMENT, lines, firstId));
    const response = await client.transport.request({ method: "POST", path: "/_bulk", bulkBody: body });
    if ((response.body as { readonly errors: boolean }).errors)
      throw new Error(`the engine rejected a document: ${JSON.stringify(response.body).slice(0, 500)}`);
  }
  await client.indices.refresh({ index: dataStreamPattern(ENVIRONMENT) });
  const { body: counted } = await client.count({ index: dataStreamPattern(ENVIRONMENT) });
  if (counted.count !== documents)
    throw new Error(`the engine has ${counted.count} documents, expected ${documents}`);
  return requestId;
}

/** Without the request cache. A round asks every question once, so that no question has the caches for itself. */
async function measure(client: Client, requestId: string): Promise<readonly Measurement[]> {
  const times = new Map<string, number[]>(QUESTIONS.map(({ id }) => [id, []]));
  const rows = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const question of QUESTIONS) {
      const index = dataStreamNames(ENVIRONMENT, question.logs).join(",");
      const start = performance.now();
      const response = await client.transport.request({
        method: "POST",
        path: `/${index}/_search/template`,
        querystring: { request_cache: "false" },
        body: {
          id: searchTemplateId(ENVIRONMENT, question.id),
          params: valuesFor(question.id, { lines: [], now: 0, requestId }),
        },
      });
      times.get(question.id)?.push(performance.now() - start);
      rows.set(question.id, answerRows(question.answer, response.body as object).length);
    }
  }
  return [...times].map(([question, all]) => ({
    question,
    rows: rows.get(question) ?? 0,
    "p50, ms": round1(percentile(all, 50)),
    "p95, ms": round1(percentile(all, 95)),
  }));
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
