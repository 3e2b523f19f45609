/**
 * `npm run docs:pictures`: writes generated lines to the search engine of the local platform, asks it every question,
 * and draws the answers for docs/questions.md.
 */
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@opensearch-project/opensearch";
import {
  answerRows,
  dataStreamNames,
  dataStreamPattern,
  type ParameterValues,
  type QuestionId,
  QUESTIONS,
  searchTemplateId,
} from "../catalog";
import { renderChart } from "../local/charts";
import type { Endpoints } from "../local/endpoints";
import { startPlatform } from "../local/platform";
import { generateLines } from "../local/traffic/generate-lines";
import { type AskedLines, askedLines, valuesFor } from "../local/verify/expected-answers";
import { bulkBody, redactedLines } from "../test/fixtures/questions/delivered-documents";
import { pictureOf } from "./docs/questions";

const ROOT = join(__dirname, "..");
const ENVIRONMENT = "local";
/** As many lines as `npm run local -- --once` writes. */
const LINES = 12_000;
const SEED = 1;

/** The lines cover some minutes, so that a picture with the default of one hour would have a single bar. */
const VALUES: Partial<Record<QuestionId, ParameterValues>> = {
  "error-trend": { interval: "1m", since: "now-30m" },
};

void main();

async function main(): Promise<void> {
  const platform = await startPlatform({ withSearch: true });
  try {
    await platform.deploy();
    await renderPictures(platform.endpoints);
  } finally {
    await platform.stop();
  }
}

async function renderPictures({ search }: Endpoints): Promise<void> {
  if (!search) throw new Error("the pictures need the search engine; unset the variables that leave it out");
  const { url, username, password, caFile } = search;
  const client = new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
  try {
    const asked = await writeLines(client);
    await mkdir(join(ROOT, "docs/images/questions"), { recursive: true });
    for (const question of QUESTIONS) {
      const response = await client.searchTemplate({
        index: [...dataStreamNames(ENVIRONMENT, question.logs)],
        body: {
          id: searchTemplateId(ENVIRONMENT, question.id),
          params: { ...valuesFor(question.id, asked), ...VALUES[question.id] },
        },
      });
      const rows = answerRows(question.answer, response.body as object);
      if (rows.length === 0) throw new Error(`the answer of ${question.id} has no row: ${question.ifEmpty}`);
      await writeFile(join(ROOT, "docs", pictureOf(question.id)), `${await renderChart(question, rows)}\n`);
      console.log(`rendered docs/${pictureOf(question.id)}: ${rows.length} rows`);
    }
  } finally {
    await client.close();
  }
}

/** The lines start at a full minute, so that a picture depends on the time of day only by its axis of times. */
async function writeLines(client: Client): Promise<AskedLines> {
  const now = Date.now() - (Date.now() % 60_000);
  const lines = generateLines({ seed: SEED, lines: LINES, now });
  const bulk = bulkBody(ENVIRONMENT, redactedLines(ENVIRONMENT, lines));
  const response = await client.transport.request({ method: "POST", path: "/_bulk", bulkBody: bulk });
  const { errors } = response.body as { readonly errors: boolean };
  if (errors) throw new Error("the engine rejected a generated line");
  await client.indices.refresh({ index: dataStreamPattern(ENVIRONMENT) });
  return askedLines(lines, now);
}
