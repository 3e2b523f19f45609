import * as fc from "fast-check";
import type { LogEvent } from "../../../../../lambda/delivery/log-event";
import { eventDigest } from "../../../../../lambda/delivery/sinks/event-digest";
import { MAX_PER_MINUTE, createStormFilter } from "../../../../../lambda/delivery/sinks/sentry/storm-filter";
import { eventOf, eventsOf, NOW } from "../events";

const error = (message: string) => ({ level: "ERROR", logger: "inventorysync.sync", message }) as const;
const total = (events: readonly LogEvent[]) =>
  events.reduce((sum, { occurrences = 1 }) => sum + occurrences, 0);

test("errors of one fingerprint are sent individually up to a limit", () => {
  const { kept, sampled } = createStormFilter(() => NOW)(eventsOf(MAX_PER_MINUTE, error("no answer")));
  expect({ kept: kept.length, sampled: sampled.length, total: total(kept) }).toEqual({
    ...{ kept: MAX_PER_MINUTE, sampled: 0, total: MAX_PER_MINUTE },
  });
});

test("ten thousand errors in a minute give a bounded number of events with the true occurrences", () => {
  const aggregate = createStormFilter(() => NOW);
  const kept: LogEvent[] = [];
  let sampled = 0;
  for (let invocation = 0; invocation < 10; invocation += 1) {
    const storm = eventsOf(1_000, error(`no answer for order ${invocation}`));
    const parts = aggregate(storm.map((event) => ({ ...event, id: `${invocation} ${event.id}` })));
    kept.push(...parts.kept);
    sampled += parts.sampled.length;
  }
  expect({ kept: kept.length, sampled, total: total(kept) }).toEqual({
    ...{ kept: MAX_PER_MINUTE + 9, sampled: 10_000 - MAX_PER_MINUTE - 9, total: 10_000 },
  });
});

test("a repeated invocation sends the same events", () => {
  const aggregate = createStormFilter(() => NOW);
  const storm = eventsOf(50, error("no answer"));
  const [first, again] = [aggregate(storm), aggregate(storm)];
  expect(first.kept[0]).toMatchObject({ id: "event-0", occurrences: 41 });
  expect(again).toEqual(first);
});

test("an event with other occurrences has another id, so that no count is too low", () => {
  const [once, forTwo, forThree] = [undefined, 2, 3].map((occurrences) =>
    eventDigest(eventOf({}, occurrences === undefined ? {} : { occurrences })).toString("hex"),
  );
  expect(new Set([once, forTwo, forThree]).size).toBe(3);
});

test("errors of another fingerprint are not aggregated with a storm", () => {
  const { kept } = createStormFilter(() => NOW)([
    ...eventsOf(100, error("no answer")),
    eventOf(error("disk full"), { id: "other" }),
  ]);
  expect(kept.find(({ id }) => id === "other")).toEqual(eventOf(error("disk full"), { id: "other" }));
});

test("a new minute resets the limit", () => {
  let now = NOW;
  const aggregate = createStormFilter(() => now);
  aggregate(eventsOf(100, error("no answer")));
  now += 60_000;
  expect(aggregate(eventsOf(100, error("no answer"))).kept).toHaveLength(MAX_PER_MINUTE);
});

test("every event is kept or sampled, and counted once", () => {
  const storms = fc.array(
    fc.array(fc.constantFrom("no answer", "disk full", "out of memory"), { maxLength: 40 }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(storms, (invocations) => {
      const aggregate = createStormFilter(() => NOW);
      for (const messages of invocations) {
        const events = messages.map((message, index) => eventOf(error(message), { id: `event-${index}` }));
        const { kept, sampled } = aggregate(events);
        expect([...kept, ...sampled].map(({ id }) => id).toSorted()).toEqual(
          events.map(({ id }) => id).toSorted(),
        );
        expect(total(kept)).toBe(events.length);
      }
    }),
  );
});
