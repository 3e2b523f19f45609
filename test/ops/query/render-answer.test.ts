import { questionById } from "../../../catalog";
import { renderAnswer } from "../../../ops/query/render-answer";
import { collectingIo } from "../../fixtures/operator-io";

const io = collectingIo();
const HOUR = Date.parse("2026-03-01T12:00:00Z");

test("a table has a line for each row, with numbers aligned to the right", () => {
  const rows = [
    { path: "/stock", requests: 12_000, p95_ms: 20, longest_ms: 30 },
    { path: "/orders/{id}", requests: 5, p95_ms: 1.234, longest_ms: 2 },
  ];
  expect(renderAnswer(questionById("slowest-routes"), rows, "table", io).split("\n")).toEqual([
    "route         requests  p95, ms  longest, ms",
    "/stock          12,000       20           30",
    "/orders/{id}         5     1.23            2",
  ]);
});

test("CSV has the names of the columns, times in RFC 3339, and no formula", () => {
  const rows = [{ actor: "=1+1", event: 'said "hello"', resource: "a,b", times: 3, last: HOUR }];
  expect(renderAnswer(questionById("audit-trail"), rows, "csv", io)).toBe(
    `actor,event,resource,times,last\n'=1+1,"said ""hello""","a,b",3,2026-03-01T12:00:00.000Z`,
  );
});

test("bars of a series over time are one sparkline for each group", () => {
  const rows = [
    { time: HOUR, type: "TimeoutError", errors: 1 },
    { time: HOUR + 3_600_000, type: "TimeoutError", errors: 4 },
    { time: HOUR + 3_600_000, type: "KeyError", errors: 2 },
  ];
  const [, timeouts, keys] = renderAnswer(questionById("error-trend"), rows, "bars", io).split("\n");
  expect(timeouts).toMatch(/^TimeoutError\s+▃█\s+4$/);
  expect(keys).toMatch(/^KeyError\s+▁█\s+2$/);
});
