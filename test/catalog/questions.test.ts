import { FIELDS, QUESTIONS, type Question, searchBody } from "../../catalog";
import { GUIDE_QUERIES } from "../fixtures/guide-queries";

const byId = QUESTIONS.map((question): [string, Question] => [question.id, question]);
const parametersIn = (body: unknown) =>
  [...JSON.stringify(body).matchAll(/\{\{(?<name>\w+)\}\}/g)].map((match) => match.groups?.["name"]);

test("every question has an id of its own", () => {
  expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
});

test("both questions of the guide are there", () => {
  expect(QUESTIONS.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(GUIDE_QUERIES)));
});

test.each(Object.entries(GUIDE_QUERIES))(
  "%s with its defaults is the query of the deployment guide",
  (id, query) => {
    const question = QUESTIONS.find((candidate) => candidate.id === id);

    expect(question && searchBody(question)).toEqual(JSON.parse(query));
  },
);

test.each(byId)("%s uses each of its parameters, and each has a default", (_, { body, parameters }) => {
  expect(new Set(parametersIn(body))).toEqual(new Set(parameters.map(({ name }) => name)));
});

test("a given parameter replaces its own default only", () => {
  const [errors] = QUESTIONS;

  expect(searchBody(errors, { level: "CRITICAL" })).toMatchObject({
    query: {
      bool: { must: [{ term: { level: "CRITICAL" } }, { range: { "@timestamp": { gte: "now-1h" } } }] },
    },
  });
});

test.each(byId)("%s queries only fields of the record", (_, { body }) => {
  const known = FIELDS.flatMap((field) =>
    "keywordSubfield" in field ? [field.name, `${field.name}.keyword`] : [field.name],
  );

  const asked = fieldsIn(body);
  expect(asked).not.toEqual([]);
  expect(known).toEqual(expect.arrayContaining(asked));
});

/** Fields in the clauses `term` and `range` (their keys) and in aggregations (values of `field`). */
function fieldsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (key === "term" || key === "range") return Object.keys(value as object);
    return key === "field" ? [String(value)] : fieldsIn(value);
  });
}
