import { lineSearchBody } from "../../../../local/page/data/lines";

const ALL = { text: "", level: "", log: "" };

test("without a filter the newest lines are searched", () => {
  expect(lineSearchBody(ALL)).toMatchObject({
    sort: [{ "@timestamp": { order: "desc" } }],
    query: { bool: { must: [], filter: [] } },
  });
});

test("the text is a simple_query_string query, which has no invalid syntax", () => {
  expect(lineSearchBody({ ...ALL, text: '"stock -x' })).toMatchObject({
    query: { bool: { must: [{ simple_query_string: { query: '"stock -x', default_operator: "and" } }] } },
  });
});

test.each([
  ["ERROR", [{ term: { level: "ERROR" } }]],
  ["unknown", []],
])("the level %s is the filter %j", (level, filter) => {
  expect(lineSearchBody({ ...ALL, level })).toMatchObject({ query: { bool: { filter } } });
});
