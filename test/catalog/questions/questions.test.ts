import { FIELDS, type Question, QUESTIONS, questionById, searchBody } from "../../../catalog";
import { GUIDE_QUERIES } from "../../fixtures/guide-queries";

const byId = (QUESTIONS as readonly Question[]).map((question): [string, Question] => [
  question.id,
  question,
]);
const placeholdersIn = (text: string) =>
  new Set([...text.matchAll(/\{\{(?<name>\w+)\}\}/g)].map((match) => match.groups?.["name"]));

test("every question has an id of its own", () => {
  expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
});

test.each(Object.entries(GUIDE_QUERIES))(
  "%s with its defaults is the query of the deployment guide, without documents",
  (id, query) => {
    expect(searchBody(questionById(id))).toEqual({ size: 0, ...(JSON.parse(query) as object) });
  },
);

test.each(byId)("%s uses each of its parameters in both queries, and no other", (_, question) => {
  const names = new Set(question.parameters.map(({ name }) => name));

  expect(placeholdersIn(JSON.stringify(question.search))).toEqual(names);
  expect(placeholdersIn(question.insights.query)).toEqual(names);
});

test.each(byId)("%s searches only fields of the record", (_, { search }) => {
  const known = FIELDS.flatMap((field) =>
    "keywordSubfield" in field ? [field.name, `${field.name}.keyword`] : [field.name],
  );

  const asked = fieldsIn(search);
  expect(asked).not.toEqual([]);
  expect(known).toEqual(expect.arrayContaining(asked));
});

/** Default of the engine's setting. Source: OpenSearch documentation, "Search settings", search.max_buckets. */
const MAX_BUCKETS = 65_535;

test.each(byId)(
  "the groups of %s cannot exceed the number of buckets that OpenSearch allows",
  (_, { search }) => {
    expect(maxBuckets(search.aggs)).toBeLessThanOrEqual(MAX_BUCKETS);
  },
);

test.each(byId)("the chart of %s shows only columns of the answer", (_, { answer, chart }) => {
  const derived = (chart.transform ?? []).flatMap(({ as }) => as as string[]);
  const available = [...answer.columns.map(({ name }) => name), ...derived];

  const shown = Object.values(chart.encoding).map(({ field }) => field);
  expect(available).toEqual(expect.arrayContaining(shown));
});

test.each(byId)("%s can be limited to a time window", (_, question) => {
  const { query } = searchBody(question, { since: "now-5m", until: "now-1m" }) as {
    query: { bool: { must: unknown[] } };
  };
  expect(query.bool.must).toContainEqual({ range: { "@timestamp": { gte: "now-5m", lt: "now-1m" } } });
});

test("a question about all records can have an end only", () => {
  expect(searchBody(questionById("performance-analysis"), { until: "now-1d" })).toMatchObject({
    query: { bool: { must: [{ term: {} }, { range: { "@timestamp": { lt: "now-1d" } } }] } },
  });
});

test("a given parameter replaces its own default only", () => {
  expect(searchBody(questionById("error-analysis"), { level: "CRITICAL" })).toMatchObject({
    query: {
      bool: { must: [{ term: { level: "CRITICAL" } }, { range: { "@timestamp": { gte: "now-1h" } } }] },
    },
  });
});

test("an unknown question is named with the known ones", () => {
  expect(() => questionById("errors")).toThrow(/unknown question "errors", expected one of error-analysis, /);
});

/** Fields in the clauses `term`, `terms`, `range` (their keys), and in `exists` and aggregations (values of `field`). */
function fieldsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (key === "term" || key === "range") return Object.keys(value as object);
    if (key === "terms" && isClause(value)) return Object.keys(value);
    return key === "field" ? [String(value)] : fieldsIn(value);
  });
}

/** The clause `terms` has a list under the field; the aggregation has `field`. */
function isClause(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("field" in value);
}

/** The sizes of nested `terms` multiply. Without a size, the engine's default is 10. Other aggregations add none. */
function maxBuckets(aggs: object = {}): number {
  return (Object.values(aggs) as readonly Aggregation[]).reduce((total, { terms, aggs: nested }) => {
    const own = terms ? (terms.size ?? 10) : 0;
    return total + own + Math.max(own, 1) * maxBuckets(nested);
  }, 0);
}

interface Aggregation {
  readonly terms?: { readonly size?: number };
  readonly aggs?: object;
}
