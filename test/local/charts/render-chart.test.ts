import { type AnswerRow, questionById, type QuestionId, QUESTIONS } from "../../../catalog";
import { renderChart } from "../../../local/charts";
import { generatedAnswers } from "../../fixtures/questions/generated-answers";

const answers = generatedAnswers();
const answerTo = (id: QuestionId) => answers.get(id) ?? [];
const question = questionById("error-analysis");
const rows: readonly AnswerRow[] = [
  { error_type: "RateLimitedError", errors: 7 },
  { error_type: "IntegrityError", errors: 3 },
];

test.each(QUESTIONS.map(({ id }) => id))("the picture of %s is drawn without a warning", async (id) => {
  const warn = jest.fn();

  const svg = await renderChart(questionById(id), answerTo(id), { warn });

  expect(warn).not.toHaveBeenCalled();
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
});

test("an answer with another count is another picture", async () => {
  const [first, second] = rows;
  const changed = [first ?? {}, { ...second, errors: 4 }];

  expect(await renderChart(question, changed)).not.toBe(await renderChart(question, rows));
});

test("equal answers are equal pictures, whatever was drawn before", async () => {
  const before = await renderChart(question, rows);
  await renderChart(questionById("request-trace"), answerTo("request-trace"));

  expect(await renderChart(question, rows)).toBe(before);
});

test("a screen reader reads the title and the description", async () => {
  const described = { ...question, description: 'Which are "new" & <odd>?' };

  expect(await renderChart(described, rows)).toMatch(
    /^<svg role="img" aria-label="Errors by type\. Which are &quot;new&quot; &amp; &lt;odd>\?" /,
  );
});

test("the picture has the labels of the rows, and the titles and units of the columns", async () => {
  const svg = await renderChart(questionById("performance-analysis"), answerTo("performance-analysis"));

  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining(["Response times", "average", "p95", "milliseconds"]));
});

test("times are in UTC", async () => {
  const time = Date.parse("2026-03-01T12:34:56.789Z");
  const svg = await renderChart(questionById("new-error-types"), [
    { error_type: "IntegrityError", errors: 1, first_seen: time },
  ]);

  expect(svg).toContain(">12:34:56.789<");
  expect(svg).toContain(">first seen, UTC<");
});

test("the picture of an answer without rows says what that means", async () => {
  const warn = jest.fn();

  expect(await renderChart(question, [], { warn })).toContain(question.ifEmpty);
  expect(warn).not.toHaveBeenCalled();
});

test("what Vega warns about is passed on", async () => {
  const warn = jest.fn();

  const { chart } = question;
  const encoding = { ...chart.encoding, colour: { field: "errors" } };
  await renderChart({ ...question, chart: { ...chart, encoding } }, rows, { warn });

  expect(warn).toHaveBeenCalledWith(expect.stringContaining("colour"));
});
