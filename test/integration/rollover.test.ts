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

test("an id is unique within a backing index alone, so the engine itself would take an event twice", async () => {
  const document = { "@timestamp": new Date().toISOString(), message: "taken twice" };
  const first = await engine.create(DATA_STREAM, document, "same");
  await rollOver();
  const second = await engine.create(DATA_STREAM, document, "same");
  expect([first?.status, second?.status]).toEqual([201, 201]);
  expect(await engine.countOf({ match: { message: "taken" } })).toBe(2);
});

test.each([
  ["replayed", { ago: 0, repeated: true }],
  ["delivered late by CloudWatch Logs", { ago: 2 * MINUTE_MS, repeated: false }],
])(
  "an event that is %s after a rollover leaves one document",
  async (how, { ago, repeated: mayBeDuplicate }) => {
    const message = how.replaceAll(" ", "_");
    const event = eventOf({ message }, { id: message, timestamp: Date.now() - ago });
    await expect(sendAll(sink(), [event])).resolves.toEqual([delivered]);
    // A search sees what was refreshed, which the engine does every few seconds.
    await engine.ask(engine.admin, "POST", `/${DATA_STREAM}/_refresh`);
    const before = await engine.indexBehind(DATA_STREAM);
    await rollOver();
    expect(await engine.indexBehind(DATA_STREAM)).not.toBe(before);

    await expect(sendAll(sink(), [event], { mayBeDuplicate })).resolves.toEqual([delivered]);
    expect(await engine.countOf({ match: { message } })).toBe(1);
  },
);

/** As a function has it that starts: it remembers nothing, and has the writer's rights alone. */
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
