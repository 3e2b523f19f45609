import { type Answer, answerRows } from "../../../catalog";

test("each innermost bucket is a row", () => {
  const answer: Answer = {
    groups: ["over_time", "types"],
    columns: [
      { name: "time", title: "time", type: "time", from: { key: "over_time" } },
      { name: "type", title: "type", type: "text", from: { key: "types" } },
      { name: "errors", title: "errors", type: "count", from: { count: "types" } },
    ],
  };
  const aggregations = {
    over_time: {
      buckets: [
        {
          key: 60_000,
          doc_count: 3,
          types: {
            buckets: [
              { key: "A", doc_count: 2 },
              { key: "B", doc_count: 1 },
            ],
          },
        },
        { key: 120_000, doc_count: 1, types: { buckets: [{ key: "A", doc_count: 1 }] } },
      ],
    },
  };

  expect(answerRows(answer, { aggregations })).toEqual([
    { time: 60_000, type: "A", errors: 2 },
    { time: 60_000, type: "B", errors: 1 },
    { time: 120_000, type: "A", errors: 1 },
  ]);
});

test("a column can be a value inside a bucket", () => {
  const answer: Answer = {
    groups: ["routes"],
    columns: [{ name: "p95_ms", title: "p95", type: "ms", from: { path: ["duration", "values", "95.0"] } }],
  };
  const bucket = { key: "/stock", doc_count: 1, duration: { values: { "95.0": 2.5 } } };

  expect(answerRows(answer, { aggregations: { routes: { buckets: [bucket] } } })).toEqual([{ p95_ms: 2.5 }]);
});

describe("an answer without groups", () => {
  const answer: Answer = {
    groups: [],
    columns: [{ name: "average", title: "average", type: "ms", from: { path: ["average", "value"] } }],
  };

  test("is one row", () => {
    expect(answerRows(answer, { aggregations: { average: { value: 2 } } })).toEqual([{ average: 2 }]);
  });

  test("has no row if no record matched", () => {
    const response = { hits: { total: { value: 0 } }, aggregations: { average: { value: null } } };
    expect(answerRows(answer, response)).toEqual([]);
  });
});

test("each document is a row, with its time in milliseconds", () => {
  const answer: Answer = {
    columns: [
      { name: "time", title: "time", type: "time", from: { field: "@timestamp" } },
      { name: "event", title: "event", type: "text", from: { field: "event" } },
    ],
  };
  const response = { hits: { hits: [{ _source: { "@timestamp": "1970-01-01T00:00:01Z" } }] } };

  expect(answerRows(answer, response)).toEqual([{ time: 1_000, event: undefined }]);
});

test("a response without the aggregation is named", () => {
  const answer: Answer = { groups: ["routes"], columns: [] };
  expect(() => answerRows(answer, { aggregations: { shops: {} } })).toThrow(
    "the response has no aggregation routes, but shops",
  );
});
