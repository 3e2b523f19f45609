/**
 * `npm run bench:questions`: how long the search engine takes to answer each question. Fills an engine of its own with
 * generated lines of the last minutes, as the forwarder writes them, and asks every question by its search template.
 */
import { cpus } from "node:os";
import type { Client } from "@opensearch-project/opensearch";
import { Command } from "commander";
import { answerRows, dataStreamNames, QUESTIONS, searchTemplateId } from "../catalog";
import { askedLines, valuesFor } from "../local/verify/expected-answers";
import { percentile } from "../local/verify/percentile";
import { parseNaturalNumber } from "../scripts/natural-number";
import { ENVIRONMENT, runMeasurement, withEngine } from "./engine/run-engine";
import { writeDocuments } from "./engine/write-documents";

/** Every question searches one million documents on two cores in this time. */
const TARGET_MS = 200;

const { documents, rounds } = new Command("npm run bench:questions --")
  .description("Measures how long the search engine takes to answer each question.")
  .option("--documents <count>", "how many documents to write", parseNaturalNumber, 1_000_000)
  .option("--rounds <count>", "how often to ask each question", parseNaturalNumber, 50)
  .addHelpText("after", `\nExit codes: 0 every 95th percentile is at most ${TARGET_MS} ms, 1 one is not.`)
  .parse()
  .opts<{ documents: number; rounds: number }>();

interface Measurement {
  readonly question: string;
  readonly rows: number;
  readonly "p50, ms": number;
  readonly "p95, ms": number;
}

runMeasurement(() =>
  withEngine(async (client) => {
    const measurements = await measure(client, await fill(client));
    console.log(
      `${documents} documents, ${rounds} rounds, ${cpus().length} cores, Node.js ${process.version}`,
    );
    console.table(measurements);
    return measurements.every((measurement) => measurement["p95, ms"] <= TARGET_MS);
  }),
);

/** @returns the id of a request with lines in several logs */
async function fill(client: Client): Promise<string> {
  const now = Date.now();
  let requestId = "";
  await writeDocuments(client, { count: documents, now }, (lines) => {
    requestId ||= askedLines(lines, now).requestId;
  });
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
