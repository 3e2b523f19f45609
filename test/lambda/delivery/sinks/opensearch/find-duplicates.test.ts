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
