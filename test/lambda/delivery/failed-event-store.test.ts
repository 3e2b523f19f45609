import { createFailedEventStore, quarantineUndecodable } from "../../../lambda/delivery/failed-event-store";
import type { FailedEvent } from "../../../lambda/delivery/failed-events-object";
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
