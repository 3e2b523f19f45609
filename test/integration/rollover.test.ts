import { dataStreamName } from "../../catalog";
import { createOpenSearchSink } from "../../lambda/delivery/sinks/opensearch";
import type { Sink } from "../../lambda/delivery/sinks/sink";
import { eventOf, sendAll } from "../lambda/delivery/sinks/events";
import { searchContentEnvironment } from "./search-content-environment";

const MINUTE_MS = 60_000;

const ENVIRONMENT = "rollover";
const DATA_STREAM = dataStreamName(ENVIRONMENT, "application");
const engine = searchContentEnvironment(ENVIRONMENT);

beforeAll(engine.setUp);
afterAll(engine.tearDown);

const delivered = { kind: "delivered" };

test("an id is unique per backing index only, so OpenSearch accepts an event again after a rollover", async () => {
  const document = { "@timestamp": new Date().toISOString(), message: "taken twice" };
  const first = await engine.create(DATA_STREAM, document, "same");
  await rollOver();
  const second = await engine.create(DATA_STREAM, document, "same");
  expect([first?.status, second?.status]).toEqual([201, 201]);
  expect(await engine.countOf({ match: { message: "taken" } })).toBe(2);
});

test.each([
  ["replayed", { agoMs: 0, mayBeDuplicate: true }],
  ["delivered late by CloudWatch Logs", { agoMs: 2 * MINUTE_MS, mayBeDuplicate: false }],
])("an event that is %s after a rollover has one document", async (how, { agoMs, mayBeDuplicate }) => {
  const message = how.replaceAll(" ", "_");
  const event = eventOf({ message }, { id: message, timestamp: Date.now() - agoMs });
  await expect(sendAll(sink(), [event])).resolves.toEqual([delivered]);
  // A search reads refreshed documents only. OpenSearch refreshes every few seconds.
  await engine.ask(engine.admin, "POST", `/${DATA_STREAM}/_refresh`);
  const before = await engine.indexBehind(DATA_STREAM);
  await rollOver();
  expect(await engine.indexBehind(DATA_STREAM)).not.toBe(before);

  await expect(sendAll(sink(), [event], { mayBeDuplicate })).resolves.toEqual([delivered]);
  expect(await engine.countOf({ match: { message } })).toBe(1);
});

/** The sink of a new execution environment, with the permissions of the writer. */
function sink(): Sink {
  return createOpenSearchSink({
    client: engine.writer,
    environment: ENVIRONMENT,
    bulkSize: 1_000,
    now: Date.now,
  });
}

async function rollOver(): Promise<void> {
  const { status } = await engine.ask(engine.admin, "POST", `/${DATA_STREAM}/_rollover`);
  expect(status).toBe(200);
}
