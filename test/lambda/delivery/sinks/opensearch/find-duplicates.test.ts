import { dataStreamName } from "../../../../../catalog";
import { createOpenSearchSink } from "../../../../../lambda/delivery/sinks/opensearch";
import type { Sink } from "../../../../../lambda/delivery/sinks/sink";
import { createSearchClient } from "../../../../../lambda/shared/search-client";
import {
  type OpenSearchIntake,
  type RequestFault,
  startOpenSearchIntake,
} from "../../../../../local/intakes";
import { eventOf, NOW, sendAll } from "../events";

const DATA_STREAM = dataStreamName("staging", "application");
const AUTHENTICATION = { kind: "basic", username: "forwarder", password: "made-up" } as const;
const FRESH_MS = 1_000;
const OLD_MS = 3_600_000;

let now: number;
let intake: OpenSearchIntake;
let refusedLookup: RequestFault | undefined;
let refusedSearch: RequestFault | undefined;
let sink: Sink;

beforeEach(async () => {
  now = NOW;
  [refusedLookup, refusedSearch] = [undefined, undefined];
  intake = await startOpenSearchIntake({
    now: () => now,
    faultOf: ({ method, path }) =>
      method === "GET" ? refusedLookup : path.endsWith("/_search") ? refusedSearch : undefined,
  });
  sink = sinkAt(intake.url);
});
afterEach(() => intake.close());

function sinkAt(url: string): Sink {
  return sinkOf(createSearchClient({ endpoints: [url], authentication: AUTHENTICATION }));
}

function sinkOf(client: ReturnType<typeof createSearchClient>): Sink {
  return createOpenSearchSink({ client, environment: "staging", bulkSize: 1_000, now: () => now });
}

const eventOfAge = (ageMs: number, id = "one") =>
  eventOf({ message: "line" }, { id, timestamp: NOW - ageMs });
const paths = () => intake.requests.map(({ method, path }) => `${method} ${path}`);

test("an event that is delivered again after a rollover has one document", async () => {
  await sendAll(sink, [eventOfAge(FRESH_MS)]);
  now += 120_000;
  intake.rollover(DATA_STREAM);
  now += 120_000;
  await expect(sendAll(sink, [eventOfAge(FRESH_MS), eventOfAge(FRESH_MS, "two")])).resolves.toEqual([
    { kind: "delivered" },
    { kind: "delivered" },
  ]);
  expect(intake.documents.size).toBe(2);
});

test("a retried event is looked up at any age", async () => {
  await sendAll(sink, [eventOfAge(FRESH_MS)]);
  intake.rollover(DATA_STREAM);
  await sendAll(sink, [eventOfAge(FRESH_MS)], { mayBeDuplicate: true });
  expect(intake.documents.size).toBe(1);
});

test("recent events cause no lookup", async () => {
  await sendAll(sink, [eventOfAge(FRESH_MS)]);
  expect(paths()).toEqual(["POST /_bulk"]);
});

test("old events of a data stream without a rollover cause one lookup in 30 seconds", async () => {
  await sendAll(sink, [eventOfAge(OLD_MS)]);
  now += 29_000;
  await sendAll(sink, [eventOfAge(OLD_MS, "two")]);
  now += 2_000;
  await sendAll(sink, [eventOfAge(OLD_MS, "three")]);
  const asked = `GET /${DATA_STREAM}/_settings/index.creation_date`;
  expect(paths()).toEqual([asked, "POST /_bulk", "POST /_bulk", asked, "POST /_bulk"]);
});

test("an event newer than the write index is not looked up", async () => {
  await sendAll(sink, [eventOfAge(FRESH_MS)]);
  intake.rollover(DATA_STREAM);
  now += 600_000;
  await sendAll(sink, [eventOf({}, { id: "after", timestamp: NOW + 1 })]);
  expect(paths()).not.toContain(`POST /${DATA_STREAM}/_search`);
});

test("lookups shorten the timeout of the requests that follow", async () => {
  const slow = await startOpenSearchIntake({
    now: () => now,
    faultOf() {
      now += 10;
      return undefined;
    },
  });
  slow.rollover(DATA_STREAM);
  const client = createSearchClient({ endpoints: [slow.url], authentication: AUTHENTICATION });
  const request = jest.spyOn(client.transport, "request");
  await sendAll(sinkOf(client), [eventOfAge(OLD_MS)], { timeoutMs: 10_000, mayBeDuplicate: true });
  expect(request.mock.calls.map(([, options]) => options?.requestTimeout)).toEqual([10_000, 9_990, 9_980]);
  await slow.close();
});

test.each([
  [302, "delivered"],
  [400, "delivered"],
  [401, "delivered"],
  [403, "delivered"],
  [404, "delivered"],
  [405, "delivered"],
  [410, "delivered"],
  [408, "retry"],
  [429, "retry"],
  [500, "retry"],
  [503, "retry"],
])("a lookup that is answered with %i gives the verdict %s", async (status, kind) => {
  refusedLookup = { status };
  await expect(sendAll(sink, [eventOfAge(OLD_MS)])).resolves.toMatchObject([{ kind }]);
});

test.each([
  [400, "delivered"],
  [410, "delivered"],
  [503, "retry"],
])("a search for ids that is answered with %i gives the verdict %s", async (status, kind) => {
  now += 120_000;
  intake.rollover(DATA_STREAM);
  refusedSearch = { status };
  await expect(sendAll(sink, [eventOfAge(OLD_MS)])).resolves.toMatchObject([{ kind }]);
});

const HTML = { headers: { "content-type": "text/html" }, body: "<h1>Welcome</h1>" };
const jsonOf = (value: unknown) => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
const indexOf = (date: unknown) => ({ settings: { "index.creation_date": date } });
const MALFORMED = {
  kind: "retry",
  afterMs: 0,
  reason: "opensearch gave a response that cannot be decoded",
};

test.each([
  ["an HTML page", HTML],
  ["an empty object", jsonOf({})],
  ["a list", jsonOf([])],
  ["other JSON", jsonOf({ status: "ok" })],
  ["an index without settings", jsonOf({ one: {} })],
  ["a creation date that is null", jsonOf({ one: indexOf(null) })],
  ["a creation date that is empty", jsonOf({ one: indexOf("") })],
  ["one creation date of two", jsonOf({ one: indexOf("1"), two: indexOf("soon") })],
])("a lookup that is answered with 200 and %s is retried, and not cached", async (_, answer) => {
  refusedLookup = { status: 200, ...answer };
  await expect(sendAll(sink, [eventOfAge(OLD_MS)])).resolves.toEqual([MALFORMED]);
  refusedLookup = undefined;
  await sendAll(sink, [eventOfAge(OLD_MS)]);
  expect(paths()).toEqual([`GET /${DATA_STREAM}/_settings/index.creation_date`, "POST /_bulk"]);
});

const NO_HITS = { hits: { hits: [] } };

test.each([
  ["200 and an HTML page", { status: 200, ...HTML }],
  ["200 and an empty object", { status: 200, ...jsonOf({}) }],
  ["200 and no body", { status: 200 }],
  ["204", { status: 204 }],
  ["200 and hits that are no list", { status: 200, ...jsonOf({ hits: { hits: {} } }) }],
  ["200 and a hit without an id", { status: 200, ...jsonOf({ hits: { hits: [{}] } }) }],
  ["200 after a timeout of the engine", { status: 200, ...jsonOf({ ...NO_HITS, timed_out: true }) }],
  ["200 and a failed shard", { status: 200, ...jsonOf({ ...NO_HITS, _shards: { total: 2, failed: 1 } }) }],
])("a search for ids that is answered with %s is retried", async (_, answer) => {
  now += 120_000;
  intake.rollover(DATA_STREAM);
  refusedSearch = answer;
  await expect(sendAll(sink, [eventOfAge(OLD_MS)])).resolves.toEqual([MALFORMED]);
  expect(paths()).not.toContain("POST /_bulk");
});

test("a search for ids that all shards answered with no hits is followed by the bulk request", async () => {
  now += 120_000;
  intake.rollover(DATA_STREAM);
  refusedSearch = { status: 200, ...jsonOf({ ...NO_HITS, timed_out: false, _shards: { failed: 0 } }) };
  await expect(sendAll(sink, [eventOfAge(OLD_MS)])).resolves.toEqual([{ kind: "delivered" }]);
});

test("a search for ids asks for the hits of all shards or none", async () => {
  now += 120_000;
  intake.rollover(DATA_STREAM);
  const client = createSearchClient({ endpoints: [intake.url], authentication: AUTHENTICATION });
  const request = jest.spyOn(client.transport, "request");
  await sendAll(sinkOf(client), [eventOfAge(OLD_MS)]);
  expect(request.mock.calls.map(([{ querystring }]) => querystring)).toContain(
    "allow_partial_search_results=false",
  );
});
