import { answerRows, chartOfRows, QUESTIONS, questionById } from "../../../../catalog";
import { type ChartRenderer, createChartRenderer } from "../../../../local/page/data/charts";

let charts: ChartRenderer;
beforeAll(() => {
  charts = createChartRenderer();
});
afterAll(() => charts.close());

test("the rows of an answer become an SVG document with their values", async () => {
  const question = questionById("error-analysis");
  const buckets = [{ key: "StockConflict<", doc_count: 3 }];
  const response = { hits: { total: { value: 3 } }, aggregations: { error_types: { buckets } } };
  const svg = await charts.render(chartOfRows(question, answerRows(question.answer, response)));
  expect(svg).toMatch(/^<svg.*StockConflict&lt;.*<\/svg>$/s);
});

test.each(QUESTIONS.map(({ id }) => id))("the chart of %s can be rendered", async (id) => {
  await expect(charts.render(chartOfRows(questionById(id), []))).resolves.toMatch(/^<svg/);
});

test("a chart that is not Vega-Lite is an error, and the next one is rendered", async () => {
  await expect(charts.render({ mark: 7 })).rejects.toThrow("the chart cannot be rendered");
  await expect(charts.render({ mark: "bar", data: { values: [] } })).resolves.toMatch(/^<svg/);
});
