import { type Question, QUESTIONS } from "../../../../catalog";
import { searchTemplates, searchTemplate } from "../../../../lambda/search-content/content/search-templates";

const QUESTION: Question = {
  id: "by-shop",
  description: "what happened in a shop?",
  parameters: [{ name: "shop", description: "handle of the shop", default: 'quoted "shop"' }],
  body: { query: { term: { shop: "{{shop}}" } } },
};

test("every query is a search template of its environment", () => {
  expect(searchTemplates("test").map(({ path }) => path)).toEqual(
    QUESTIONS.map(({ id }) => `/_scripts/inventorysync-test-${id}`),
  );
});

test("a parameter that is absent has its default, encoded as JSON", () => {
  expect(searchTemplate("test", QUESTION).body).toEqual({
    script: {
      lang: "mustache",
      source: String.raw`{"query":{"term":{"shop":"{{shop}}{{^shop}}quoted \"shop\"{{/shop}}"}}}`,
    },
  });
});

test("a query with an unknown parameter is rejected", () => {
  expect(() => searchTemplate("test", { ...QUESTION, parameters: [] })).toThrow(
    "question by-shop uses {{shop}}, which is not one of its parameters",
  );
});
