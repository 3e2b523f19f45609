import {
  createFailedEventStore,
  MAX_OBJECT_BYTES,
  quarantineUndecodable,
} from "../../../lambda/delivery/failed-event-store";
import { decodeFailedEvents, type FailedEvent } from "../../../lambda/delivery/failed-events-object";
import { logEvents } from "../../fixtures/delivery/log-events";
import { memoryStore } from "../../fixtures/delivery/memory-store";

const FAILED_EVENTS: FailedEvent[] = logEvents(3).map((event) => ({ event, reason: "503" }));
const now = () => Date.parse("2026-01-02T12:00:00Z");

test.each([
  ["park", /^parked\/sentry\/2026-01-01\/[0-9a-f]{64}\.ndjson\.gz$/],
  ["quarantine", /^quarantine\/sentry\/rejected\/2026-01-01\/[0-9a-f]{64}\.ndjson\.gz$/],
  ["storeOriginal", /^quarantine\/sentry\/truncated\/2026-01-01\/[0-9a-f]{64}\.ndjson\.gz$/],
] as const)("%s writes one object, under the sink and the day of the first event", async (call, key) => {
  const store = memoryStore();
  await createFailedEventStore(store, now)[call]("sentry", FAILED_EVENTS);
  expect(store.calls).toEqual([expect.stringMatching(new RegExp(`^put ${key.source.slice(1)}`)) as string]);
});

test.each(["park", "quarantine", "storeOriginal"] as const)(
  "%s writes events that are too large for one object to several, none of which is lost",
  async (call) => {
    const store = memoryStore();
    const message = "m".repeat(MAX_OBJECT_BYTES / 4);
    const large = logEvents(6).map((event) => ({ event: { ...event, record: { message } }, reason: "503" }));
    await createFailedEventStore(store, now)[call]("sentry", large);
    const stored = [...store.objects.values()].map((body) => decodeFailedEvents(body));
    expect(stored.map((object) => "failedEvents" in object && object.failedEvents.length)).toEqual([3, 3]);
    // The objects are written at the same time, and end in any order.
    const events = stored.flatMap((object) => ("failedEvents" in object ? object.failedEvents : []));
    expect(events.toSorted((a, b) => a.event.timestamp - b.event.timestamp)).toEqual(large);
  },
);

test("an event that is larger than an object should be is stored alone", async () => {
  const store = memoryStore();
  const [first, second, third] = logEvents(3);
  const huge = { ...second, record: { message: "m".repeat(MAX_OBJECT_BYTES) } };
  const failedEvents = [first, huge, third].map((event) => ({ event, reason: "503" }) as FailedEvent);
  await createFailedEventStore(store, now).park("sentry", failedEvents);
  expect(store.objects.size).toBe(3);
});

test("the same events in any order give the same object key", async () => {
  const store = memoryStore();
  const failedEventStore = createFailedEventStore(store, now);
  await failedEventStore.park("sentry", FAILED_EVENTS);
  await failedEventStore.park("sentry", FAILED_EVENTS.toReversed());
  expect(store.objects.size).toBe(1);
});

test("different events give different object keys", async () => {
  const store = memoryStore();
  const failedEventStore = createFailedEventStore(store, now);
  await failedEventStore.park("sentry", FAILED_EVENTS.slice(0, 2));
  await failedEventStore.park("sentry", FAILED_EVENTS.slice(1));
  expect(store.objects.size).toBe(2);
});

test("an undecodable payload is stored once, unchanged, with its reason", async () => {
  const store = memoryStore();
  const body = Buffer.from([0, 1, 254, 255]);
  await quarantineUndecodable(store, body, "it is not gzip");
  await quarantineUndecodable(store, body, "it is not gzip");
  const [[key, kept] = []] = [...store.objects];
  expect(store.objects.size).toBe(1);
  expect(key).toMatch(/^quarantine\/undecodable\/[0-9a-f]{64}\.json$/);
  expect(JSON.parse(Buffer.from(kept ?? []).toString())).toEqual({
    ...{ reason: "it is not gzip", base64: body.toString("base64") },
  });
});
