import {
  answerRows,
  dataStreamNames,
  dataStreamPattern,
  isErrorLevel,
  LEVELS,
  type Question,
  questionById,
  type QuestionId,
  QUESTIONS,
  type SearchResponse,
  searchTemplateId,
} from "../../catalog";
import { renderChart, renderSpec } from "../../local/charts";
import { generateLines } from "../../local/traffic/generate-lines";
import { compareAnswers } from "../../local/verify/compare-answers";
import { askedLines, EXPECTED_ANSWERS, valuesFor } from "../../local/verify/expected-answers";
import { dashboardsChart } from "../fixtures/questions/dashboards-chart";
import { bulkBody, redactedLines } from "../fixtures/questions/delivered-documents";
import { plainTraceback, spelledLines } from "../fixtures/questions/spelled-levels";
import { searchContentEnvironment } from "./search-content-environment";

/** As many lines as `npm run local -- --once` writes. */
const LINES = 12_000;
const SEEDS = [11, 12] as const;

describe.each(SEEDS)("on the lines of seed %d", (seed) => {
  const environment = `questions${seed}`;
  const { admin, auditor, setUp, tearDown } = searchContentEnvironment(environment);
  const now = Date.now();
  const lines = generateLines({ seed, lines: LINES, now });
  const asked = askedLines(lines, now);

  beforeAll(async () => {
    await setUp();
    const bulk = bulkBody(environment, redactedLines(environment, lines));
    const response = await admin.transport.request({ method: "POST", path: "/_bulk", bulkBody: bulk });
    expect(response.body).toMatchObject({ errors: false });
    await admin.indices.refresh({ index: dataStreamPattern(environment) });
  });
  afterAll(tearDown);

  async function ask(question: Question & { readonly id: QuestionId }): Promise<SearchResponse> {
    const { body } = await auditor.searchTemplate({
      index: [...dataStreamNames(environment, question.logs)],
      body: { id: searchTemplateId(environment, question.id), params: valuesFor(question.id, asked) },
    });
    return body as SearchResponse;
  }

  test.each(QUESTIONS.map((question) => [question.id, question] as const))(
    "the template %s has the answer that the written lines have",
    async (id, question) => {
      const rows = answerRows(question.answer, await ask(question));

      expect(rows).not.toEqual([]);
      expect(compareAnswers(question, EXPECTED_ANSWERS[id](asked), rows)).toEqual([]);
    },
  );

  test.each(
    QUESTIONS.flatMap(({ id, parameters }) =>
      parameters.filter(({ type }) => type === "text").map(({ name }) => [id, name] as const),
    ),
  )("the template %s has no row if its parameter %s is absent from all lines", async (id, name) => {
    const question = questionById(id);
    const { body } = await auditor.searchTemplate({
      index: [...dataStreamNames(environment, question.logs)],
      body: { id: searchTemplateId(environment, id), params: { [name]: "absent" } },
    });

    expect(answerRows(question.answer, body as object)).toEqual([]);
  });

  test.each(QUESTIONS.map((question) => [question.id, question] as const))(
    "the chart of %s looks the same in Dashboards as with the rows of the answer",
    async (_, question) => {
      const response = await ask(question);
      const rows = answerRows(question.answer, response);
      const label = `${question.title}. ${question.description}`;

      expect(await renderSpec(dashboardsChart(question, response), label)).toBe(
        await renderChart(question, rows),
      );
    },
  );
});

describe("on lines with every spelling of every level", () => {
  const environment = "spelledlevels";
  const { admin, auditor, setUp, tearDown } = searchContentEnvironment(environment);
  const now = Date.now();
  const spelled = spelledLines(now);

  beforeAll(async () => {
    await setUp();
    const bulk = bulkBody(environment, redactedLines(environment, [...spelled, plainTraceback(now)]));
    const response = await admin.transport.request({ method: "POST", path: "/_bulk", bulkBody: bulk });
    expect(response.body).toMatchObject({ errors: false });
    await admin.indices.refresh({ index: dataStreamPattern(environment) });
  });
  afterAll(tearDown);

  async function columnOf(id: QuestionId, column: string, params: object): Promise<readonly unknown[]> {
    const question = questionById(id);
    const { body } = await auditor.searchTemplate({
      index: [...dataStreamNames(environment, question.logs)],
      body: { id: searchTemplateId(environment, id), params },
    });
    return answerRows(question.answer, body as SearchResponse)
      .map((row) => row[column])
      .toSorted();
  }
  const typesOf = (accepts: (line: (typeof spelled)[number]) => boolean) =>
    spelled.filter(accepts).map(({ errorType }) => errorType);
  const errorTypes = typesOf(({ level }) => isErrorLevel(level));

  test("the errors over time are all errors, and the traceback in plain text", async () => {
    expect(await columnOf("error-trend", "type", {})).toEqual([...errorTypes, "none"].toSorted());
  });

  test("the new error types are those of all errors", async () => {
    expect(await columnOf("new-error-types", "error_type", {})).toEqual(errorTypes.toSorted());
  });

  test.each(LEVELS)("the errors by type of level %s are its lines", async (level) => {
    const types = typesOf((line) => line.level === level);
    const found = await columnOf("error-analysis", "error_type", { level });
    // The guide's aggregation has ten groups, of which none has more lines than the others.
    expect(found).toEqual(types.toSorted().slice(0, 10));
  });
});
