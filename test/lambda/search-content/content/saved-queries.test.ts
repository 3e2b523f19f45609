import { type Question, QUESTIONS } from "../../../../catalog";
import { savedQueries, savedQuery } from "../../../../lambda/search-content/content/saved-queries";

const QUESTION: Question = {
  id: "by-shop",
  asks: "what happened in a shop?",
  parameters: [{ name: "shop", says: "handle of the shop", default: 'quoted "shop"' }],
  body: { query: { term: { shop: "{{shop}}" } } },
};

test("every question is a search template of its environment", () => {
  expect(savedQueries("test").map(({ path }) => path)).toEqual(
    QUESTIONS.map(({ id }) => `/_scripts/inventorysync-test-${id}`),
  );
});

test("a parameter that is not given has its default, fit to stand in JSON", () => {
  expect(savedQuery("test", QUESTION).body).toEqual({
    script: {
      lang: "mustache",
      source: String.raw`{"query":{"term":{"shop":"{{shop}}{{^shop}}quoted \"shop\"{{/shop}}"}}}`,
    },
  });
});

test("a body that asks for what is no parameter is refused", () => {
  expect(() => savedQuery("test", { ...QUESTION, parameters: [] })).toThrow(
    "question by-shop asks for {{shop}}, which is none of its parameters",
  );
});
