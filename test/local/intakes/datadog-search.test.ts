import { type DatadogIntake, startDatadogIntake } from "../../../local/intakes";
import { parseQuery } from "../../../local/intakes/datadog-query";

const API_KEY = ["made", "up", "key"].join("-");
const NOW = Date.parse("2026-01-02T12:00:00Z");
const FILTER = { query: "*", from: String(NOW - 60_000), to: String(NOW) };

let intake: DatadogIntake;
beforeEach(async () => {
  intake = await startDatadogIntake({ apiKey: API_KEY, now: () => NOW });
});
afterEach(() => intake.close());

async function post(path: string, body: unknown, keys: Record<string, string> = {}) {
  const headers = { "dd-api-key": API_KEY, "dd-application-key": intake.appKey, ...keys };
  const response = await fetch(`${intake.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers,
  });
  return { status: response.status, body: await response.json() };
}

const search = (body: unknown, keys?: Record<string, string>) =>
  post("/api/v2/logs/events/search", body, keys);
const aggregate = (body: unknown) => post("/api/v2/logs/analytics/aggregate", body);

test("no log has the count 0", async () => {
  expect(await aggregate({ compute: [{ aggregation: "count" }], filter: FILTER })).toMatchObject({
    body: { data: { buckets: [{ computes: { c0: 0 } }] } },
  });
});

test.each([
  [{ "dd-application-key": "another" }, 403],
  [{ "dd-api-key": "another" }, 403],
])("with %j the answer is %i", async (keys, status) => {
  expect((await search({ filter: FILTER }, keys)).status).toBe(status);
});

test("without an application key the answer is 401", async () => {
  const response = await fetch(`${intake.url}/api/v2/logs/events/search`, {
    method: "POST",
    headers: { "dd-api-key": API_KEY },
    body: JSON.stringify({ filter: FILTER }),
  });
  expect(response.status).toBe(401);
});

test("an outage of the intake does not affect searches, which go to another host", async () => {
  intake.startOutage({ status: 503 });
  expect((await search({ filter: FILTER })).status).toBe(200);
});

// What Datadog would answer is not known here, so an empty answer could be wrong without notice.
test.each([
  ["date math", { filter: { ...FILTER, from: "now-15m" } }],
  ["a free text", { filter: { ...FILTER, query: "sync failed" } }],
  ["another sort order", { filter: FILTER, sort: "host" }],
  ["a larger page", { filter: FILTER, page: { limit: 1_001 } }],
  ["an option", { filter: FILTER, options: { timezone: "GMT" } }],
  ["an index", { filter: { ...FILTER, indexes: ["main"] } }],
  ["another cursor", { filter: FILTER, page: { cursor: "made-up" } }],
  ["no filter", {}],
])("a search with %s is refused with 400", async (_, body) => {
  expect(await search(body)).toMatchObject({ status: 400, body: { errors: [expect.any(String)] } });
});

test.each([
  ["another function", { compute: [{ aggregation: "cardinality", metric: "host" }], filter: FILTER }],
  ["a time series", { compute: [{ aggregation: "count", type: "timeseries" }], filter: FILTER }],
  ["groups", { compute: [{ aggregation: "count" }], filter: FILTER, group_by: [{ facet: "host" }] }],
])("an aggregation with %s is refused with 400", async (_, body) => {
  expect((await aggregate(body)).status).toBe(400);
});

const log = {
  host: 'a "b" c',
  service: "inventorysync",
  status: "error",
  message: "sync failed",
  timestamp: NOW,
  tags: ["env:local", "log:audit"],
  attributes: { http: { status_code: 500 }, shop: "papaya-home" },
};

test.each([
  ["*", true],
  ["service:inventorysync env:local AND log:audit", true],
  ["log:application", false],
  [String.raw`host:"a \"b\" c"`, true],
  ["@http.status_code:500 @shop:papaya-home", true],
  ["@http.status_code:200", false],
  ["@http:500", false],
])("the query %s matches: %s", (query, expected) => {
  expect(parseQuery(query)?.(log)).toBe(expected);
});

test.each([
  "-env:local",
  "(env:local)",
  "env:local OR env:other",
  "host:a*",
  "@value:>3",
  "sync",
  '"sync failed"',
])("the query %s is not known", (query) => {
  expect(parseQuery(query)).toBeUndefined();
});
