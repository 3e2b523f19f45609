import { insightsRow, questionById } from "../../../catalog";
import { answerTable, MAX_ROWS } from "../../../lambda/notification/answer-table";
import { createRedactor } from "../../../lambda/redaction";

const redactor = createRedactor();
const routes = questionById("slowest-routes");
const row = (path: string, requests: number) =>
  insightsRow(routes.answer.columns, [
    { field: "path", value: path },
    { field: "requests", value: String(requests) },
    { field: "p95_ms", value: "1234.5678" },
    { field: "longest_ms", value: "2000" },
  ]);

test("an answer is a table with titles, and numbers are aligned to the right", () => {
  expect(answerTable(routes, [row("/shops/{id}", 7), row("/", 12_345)], redactor)).toEqual([
    "route        requests   p95, ms  longest, ms",
    "/shops/{id}         7  1,234.57        2,000",
    "/              12,345  1,234.57        2,000",
  ]);
});

test("a table has no more rows than a notification shows", () => {
  const rows = Array.from({ length: 20 }, (_, index) => row(`/${index}`, index));
  expect(answerTable(routes, rows, redactor)).toHaveLength(1 + MAX_ROWS);
});

test("an answer without rows is no table", () => {
  expect(answerTable(routes, [], redactor)).toEqual([]);
});

test("a row without any column of the question is no answer", () => {
  expect(
    answerTable(routes, [insightsRow(routes.answer.columns, [{ field: "@message" }])], redactor),
  ).toEqual([]);
});

test("the only row of an answer is a list of its values, without those that are 0", () => {
  const question = questionById("redacted-data");
  const values = insightsRow(question.answer.columns, [
    { field: "credential", value: "3" },
    { field: "contact", value: "0" },
    { field: "financial", value: "1200" },
  ]);
  expect(answerTable(question, [values], redactor)).toEqual(["credential      3", "financial   1,200"]);
});

test("a value is masked, printable and bounded", () => {
  const address = ["jane", "example.com"].join("@");
  const [, masked = ""] = answerTable(
    routes,
    [row(`/mail/${address}\u0007\n\u202E${"x".repeat(500)}`, 1)],
    redactor,
  );
  expect(masked).not.toContain(address);
  expect(masked).toMatch(/^[\x20-\x7e…]+$/);
  expect(masked.length).toBeLessThan(100);
});
