import { type Question, QUESTIONS } from "../../../../catalog";
import { searchTemplates, searchTemplate } from "../../../../lambda/search-content/content/search-templates";

const QUESTION: Question = {
  id: "by-shop",
  description: "what happened in a shop?",
  parameters: [{ name: "shop", description: "handle of the shop", default: 'quoted "shop"' }],
  body: { query: { term: { shop: "{{shop}}" } } },
};

test("every question is a search template of its environment", () => {
  expect(searchTemplates("test").map(({ path }) => path)).toEqual(
    QUESTIONS.map(({ id }) => `/_scripts/inventorysync-test-${id}`),
  );
});

test("a parameter that is not given has its default, fit to stand in JSON", () => {
  expect(searchTemplate("test", QUESTION).body).toEqual({
    script: {
      lang: "mustache",
      source: String.raw`{"query":{"term":{"shop":"{{shop}}{{^shop}}quoted \"shop\"{{/shop}}"}}}`,
    },
  });
});

test("a body that asks for what is no parameter is refused", () => {
  expect(() => searchTemplate("test", { ...QUESTION, parameters: [] })).toThrow(
    "question by-shop uses {{shop}}, which is not one of its parameters",
  );
});
