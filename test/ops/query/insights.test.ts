import { insightsRow, questionById } from "../../../catalog";
import { insightsQuery } from "../../../ops/query/insights";
import { askedQuestion } from "../../../ops/query/asked-question";

const now = Date.parse("2026-03-01T12:00:00Z");

test("parameters replace their placeholders, and text has quotation marks", () => {
  const asked = askedQuestion("request-trace", { format: "table", param: { id: 'req-1" or 1=1' } }, now);
  const query = insightsQuery(asked);
  expect(query).toContain('"req-1\\" or 1=1"');
  expect(query).not.toContain("{{");
});

test("a shop is a filter before the query", () => {
  const asked = askedQuestion("webhook-times", { format: "table", shop: "papaya-home" }, now);
  expect(insightsQuery(asked)).toMatch(/^filter shop = "papaya-home"\n\| filter /);
});

test("the values of a row have the types of the columns", () => {
  const { columns } = questionById("audit-trail").answer;
  const fields = [
    { field: "actor", value: "4711" },
    { field: "times", value: "12" },
    { field: "last", value: "2026-03-01 11:59:58.250" },
  ];
  expect(insightsRow(columns, fields)).toEqual({
    actor: "4711",
    event: undefined,
    resource: undefined,
    times: 12,
    last: Date.parse("2026-03-01T11:59:58.250Z"),
  });
});
