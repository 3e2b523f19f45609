import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { TopLevelSpec } from "vega-lite";
import {
  type AnswerRow,
  answerRows,
  chartForDashboards,
  chartOfRows,
  type Question,
  questionById,
  QUESTIONS,
  type SearchResponse,
  type VegaLite,
} from "../../../catalog";
import { renderChart, renderSpec } from "../../../local/charts";
import { loadVega } from "../../../local/charts/vega";
import { generatedAnswers } from "../../fixtures/questions/generated-answers";
import { dashboardsChart } from "../../fixtures/questions/dashboards-chart";
import { searchResponse } from "../../fixtures/questions/search-response";

const answers = generatedAnswers();
const STREAMS = ["logs-inventorysync.application-test", "logs-inventorysync.audit-test"];

const cases = QUESTIONS.map((question): [string, Question, readonly AnswerRow[]] => [
  question.id,
  question,
  answers.get(question.id) ?? [],
]);

describe.each(cases)("the chart of %s", (_, question, expected) => {
  const response = searchResponse(question.answer, expected);
  const rows = answerRows(question.answer, response);

  test("has as many rows in Dashboards as the answer, with the same values", async () => {
    expect(rows).toHaveLength(expected.length);
    // Nested aggregations group the rows.
    expect(rows).toEqual(expect.arrayContaining([...expected]));

    expect(await dashboardRows(question, response)).toEqual(rows);
  });

  test("looks the same in Dashboards as with the rows of the answer", async () => {
    const label = `${question.title}. ${question.description}`;

    expect(await renderSpec(dashboardsChart(question, response), label)).toBe(
      await renderChart(question, rows),
    );
  });

  test("is valid Vega-Lite, both with rows and for Dashboards", () => {
    expect(schemaErrors(chartOfRows(question, rows))).toEqual([]);
    expect(schemaErrors(dashboardsChart(question, response))).toEqual([]);
  });
});

test("a chart that Vega-Lite does not know is invalid", () => {
  const question = questionById("error-analysis");

  expect(schemaErrors({ ...chartOfRows(question, []), mark: "unknown" })).not.toEqual([]);
});

test("buckets in buckets in buckets are rows in Dashboards", async () => {
  const question: Question = {
    ...questionById("error-trend"),
    answer: {
      groups: ["shops", "over_time", "error_types"],
      columns: [
        { name: "shop", title: "shop", type: "text", from: { key: "shops" } },
        { name: "time", title: "time", type: "time", from: { key: "over_time" } },
        { name: "error_type", title: "error type", type: "text", from: { key: "error_types" } },
        { name: "errors", title: "errors", type: "count", from: { count: "error_types" } },
        { name: "longest_ms", title: "longest", type: "ms", from: { path: ["longest", "value"] } },
      ],
    },
  };
  const rows = [
    { shop: "demo", time: 60_000, error_type: "A", errors: 2, longest_ms: 5.5 },
    { shop: "demo", time: 60_000, error_type: "B", errors: 1, longest_ms: 7 },
    { shop: "demo", time: 120_000, error_type: "A", errors: 3, longest_ms: 1 },
    { shop: "other", time: 60_000, error_type: "A", errors: 4, longest_ms: 2 },
  ];

  expect(await dashboardRows(question, searchResponse(question.answer, rows))).toEqual(rows);
});

describe("the search of a chart in Dashboards", () => {
  const searchOf = (id: string) =>
    (chartForDashboards(questionById(id), STREAMS)["data"] as { url: { index: string; body: VegaLite } }).url;

  test("searches the data streams, within the time range and filters of the dashboard", () => {
    const { index, body } = searchOf("inventory-updates");

    expect(index).toBe(STREAMS.join(","));
    expect(body).toEqual({
      size: 0,
      query: {
        bool: {
          must: [
            {
              bool: {
                must: [
                  { term: { event: "stock.updated" } },
                  { range: { "@timestamp": { "%timefilter%": true } } },
                ],
              },
            },
            "%dashboard_context-must_clause%",
          ],
        },
      },
      aggs: { shops: { terms: { field: "shop", size: 500 } } },
    });
  });

  test("has intervals that fit the time range, and the defaults of other parameters", () => {
    expect(JSON.stringify(searchOf("error-trend").body)).toContain(
      '"fixed_interval":{"%autointerval%":true}',
    );
    expect(JSON.stringify(searchOf("error-analysis").body)).toContain('{"level":"ERROR"}');
  });

  test.each(QUESTIONS.map(({ id }) => id))("has no placeholder in %s", (id) => {
    expect(JSON.stringify(searchOf(id).body)).not.toContain("{{");
  });
});

/** The rows that the transforms make of the response, before those of the chart itself. */
async function dashboardRows(question: Question, response: SearchResponse): Promise<readonly AnswerRow[]> {
  const { vega, vegaLite } = await loadVega();
  const plain = dashboardsChart({ ...question, chart: { mark: "point", encoding: {} } }, response);
  const { spec } = vegaLite.compile({ ...plain, width: 100, height: 100 } as unknown as TopLevelSpec);
  const view = await new vega.View(vega.parse(spec), { renderer: "none" }).runAsync();
  const names = (spec.data ?? []).map(({ name }) => name);
  const data = view.data(names.at(-1) ?? "") as readonly Record<string, AnswerRow[string]>[];
  view.finalize();
  return data.map((datum) =>
    Object.fromEntries(question.answer.columns.map(({ name }) => [name, datum[name] ?? undefined])),
  );
}

const schema = JSON.parse(readFileSync(require.resolve("vega-lite/vega-lite-schema.json"), "utf8")) as object;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

function schemaErrors(chart: VegaLite): readonly unknown[] {
  return validate(chart) ? [] : (validate.errors ?? []).slice(0, 3);
}
