import { type Question, QUESTIONS, questionById } from "../../../../catalog";
import { searchTemplates, searchTemplate } from "../../../../lambda/search-content/content/search-templates";

const QUESTION: Question = {
  ...questionById("inventory-updates"),
  id: "by-shop",
  since: "now-1h",
  parameters: [{ name: "shop", type: "text", description: "handle of the shop", default: 'quoted "shop"' }],
  search: { where: [{ term: { shop: "{{shop}}" } }] },
};

test("every query is a search template of its environment", () => {
  expect(searchTemplates("test").map(({ path }) => path)).toEqual(
    QUESTIONS.map(({ id }) => `/_scripts/inventorysync-test-${id}`),
  );
});

test("a parameter that is absent has its default, encoded as JSON, and the window may have an end", () => {
  expect(searchTemplate("test", QUESTION).body).toEqual({
    script: {
      lang: "mustache",
      source: String.raw`{"size":0,"query":{"bool":{"must":[{"term":{"shop":"{{shop}}{{^shop}}quoted \"shop\"{{/shop}}"}},{"range":{"@timestamp":{"gte":"{{since}}{{^since}}now-1h{{/since}}"{{#until}},"lt":"{{until}}"{{/until}}}}}]}}}`,
    },
  });
});

test("a question about all records has a window only if its start or end is given", () => {
  const allRecords: Question = {
    ...questionById("performance-analysis"),
    parameters: [],
    search: { where: [{ term: { level: "ERROR" } }] },
  };
  expect(searchTemplate("test", allRecords).body).toEqual({
    script: {
      lang: "mustache",
      source: `{{#since}}{"size":0,"query":{"bool":{"must":[{"term":{"level":"ERROR"}},{"range":{"@timestamp":{"gte":"{{since}}"{{#until}},"lt":"{{until}}"{{/until}}}}}]}}}{{/since}}{{^since}}{{#until}}{"size":0,"query":{"bool":{"must":[{"term":{"level":"ERROR"}},{"range":{"@timestamp":{"lt":"{{until}}"}}}]}}}{{/until}}{{^until}}{"size":0,"query":{"term":{"level":"ERROR"}}}{{/until}}{{/since}}`,
    },
  });
});

test("a query with an unknown parameter is rejected", () => {
  expect(() => searchTemplate("test", { ...QUESTION, parameters: [] })).toThrow(
    "question by-shop uses {{shop}}, which is not one of its parameters",
  );
});
