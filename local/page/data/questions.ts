import { readFileSync } from "node:fs";
import { Client } from "@opensearch-project/opensearch";
import {
  answerRows,
  columnTitle,
  dataStreamNames,
  formatRows,
  type Question,
  QUESTIONS,
  searchBody,
  type SearchResponse,
} from "../../../catalog";
import { loadVega, renderChart } from "../../charts";
import type { Endpoints } from "../../endpoints";
import { answerOf } from "./answer";
import type { AnsweredQuestion, QuestionAnswer } from "./answered-question";

const ENVIRONMENT = "local";
/** On the page, the title of the question stands above the picture. */
const CHART = { width: 536, withTitle: false };
/** An answer is kept for this long, because all questions together cost more than the rest of the page. */
const MAX_AGE_MS = 15_000;

/** For one question, in milliseconds: on a busy machine, Vega needs ten seconds to start. */
const TIMEOUT_MS = 50_000;

export interface QuestionReader {
  /** Every question of the catalogue with its default parameters; the question about one request with the latest one. */
  askAll(): Promise<readonly AnsweredQuestion[]>;
  close(): Promise<void>;
}

export function createQuestionReader(engine: NonNullable<Endpoints["search"]>): QuestionReader {
  const { url, username, password, caFile } = engine;
  const client = new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
  // Loading takes seconds. If it fails, the first picture has the error.
  void loadVega().catch(() => undefined);
  let last:
    { readonly expiresAt: number; readonly answers: Promise<readonly AnsweredQuestion[]> } | undefined;

  return {
    askAll() {
      if (last && Date.now() < last.expiresAt) return last.answers;
      const answers = Promise.all(QUESTIONS.map(toAnsweredQuestion));
      // On a slow machine, a second round must not start before the first has ended.
      last = { expiresAt: Infinity, answers };
      void answers.finally(() => (last = { expiresAt: Date.now() + MAX_AGE_MS, answers }));
      return answers;
    },
    async close() {
      await client.close();
    },
  };

  async function toAnsweredQuestion(question: Question): Promise<AnsweredQuestion> {
    const { id, title, description, ifEmpty } = question;
    const answer = await answerOf("OpenSearch", () => ask(question), TIMEOUT_MS);
    return { id, title, description, ifEmpty, columns: columnsOf(question), answer };
  }

  async function ask(question: Question): Promise<QuestionAnswer> {
    const { body } = await client.search({
      index: indexOf(question),
      allow_partial_search_results: false,
      body: searchBody(
        question,
        question.id === "request-trace" ? { id: await latestRequestId(question) } : {},
      ),
    });
    const rows = answerRows(question.answer, body as unknown as SearchResponse);
    if (rows.length === 0) return { rows: [] };
    return { rows: formatRows(question, rows), svg: await renderChart(question, rows, CHART) };
  }

  async function latestRequestId(question: Question): Promise<string> {
    const { body } = await client.search({
      index: indexOf(question),
      body: { size: 1, query: { exists: { field: "request_id" } }, sort: [{ "@timestamp": "desc" }] },
    });
    const [latest] = (body as unknown as SearchResponse).hits?.hits ?? [];
    const id = latest?._source?.["request_id"];
    return typeof id === "string" ? id : "none";
  }
}

function indexOf({ logs }: Question): string {
  return dataStreamNames(ENVIRONMENT, logs).join(",");
}

function columnsOf({ answer: { columns } }: Question): AnsweredQuestion["columns"] {
  return columns.map((column) => ({
    title: columnTitle(column),
    isNumber: column.type !== "text" && column.type !== "time",
  }));
}
