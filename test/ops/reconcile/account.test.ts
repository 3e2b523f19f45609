import * as fc from "fast-check";
import { type SinkName, smokeLogStreamName } from "../../../catalog";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { createStormFilter, MAX_PER_MINUTE } from "../../../lambda/delivery/sinks/sentry/storm-filter";
import { type AccountCounts, createAccountBuilder, type Waiting } from "../../../ops/reconcile/account";
import type { LoggedEvent } from "../../../ops/reconcile/logged-event";
import type { StoredEvent } from "../../../ops/sinks";
import { propertyRuns } from "../../fixtures/property-runs";
import { loggedEvent, START, storedEvent } from "../../fixtures/reconcile/logged-events";

const NONE: AccountCounts = {
  ...{ inCloudWatch: 0, filtered: 0, sampled: 0, expected: 0, found: 0, aggregated: 0, parked: 0 },
  ...{ quarantined: 0, deadLettered: 0, missing: 0, doubled: 0, unexpected: 0, unknown: 0, inFlight: 0 },
  ...{ smoke: 0, countedOnly: 0 },
};

const nothingWaits = () => undefined;
const builderFor = (
  sink: SinkName,
  findWaiting: (event: LoggedEvent) => Waiting | undefined = nothingWaits,
) => createAccountBuilder({ sink, findWaiting, maxExamples: 2 });

describe("one event", () => {
  const sink = "datadog";
  const copy = (event: LoggedEvent) => storedEvent(sink, event);
  const waitingIn = (place: Waiting["place"]) => ({ place, occurrences: 1 });

  interface Row {
    readonly name: string;
    readonly event?: Partial<Parameters<typeof loggedEvent>[1]>;
    readonly copies: number;
    readonly waiting?: Waiting;
    readonly counts: Partial<AccountCounts>;
  }
  const expected = { inCloudWatch: 1, expected: 1 };
  const rows: readonly Row[] = [
    { name: "at the sink is found", copies: 1, counts: { ...expected, found: 1 } },
    {
      name: "three times at the sink is doubled twice",
      copies: 3,
      counts: { ...expected, found: 1, doubled: 2 },
    },
    { name: "at no place is missing", copies: 0, counts: { ...expected, missing: 1 } },
    {
      name: "parked, and not at the sink, is parked",
      ...{ copies: 0, waiting: waitingIn("parked"), counts: { ...expected, parked: 1 } },
    },
    {
      name: "parked, and at the sink too, is found",
      ...{ copies: 1, waiting: waitingIn("parked"), counts: { ...expected, found: 1 } },
    },
    {
      name: "rejected is quarantined",
      ...{ copies: 0, waiting: waitingIn("quarantined"), counts: { ...expected, quarantined: 1 } },
    },
    {
      name: "of a failed invocation is a dead letter",
      ...{ copies: 0, waiting: waitingIn("deadLettered"), counts: { ...expected, deadLettered: 1 } },
    },
    {
      name: "of another sink is filtered",
      ...{ event: { decision: "filtered" }, copies: 0, counts: { inCloudWatch: 1, filtered: 1 } },
    },
    {
      name: "left out by the sampling rate is sampled",
      ...{ event: { decision: "sampled" }, copies: 0, counts: { inCloudWatch: 1, sampled: 1 } },
    },
    {
      name: "that is filtered, and at the sink, is unexpected",
      ...{ event: { decision: "filtered" }, copies: 1 },
      counts: { inCloudWatch: 1, filtered: 1, unexpected: 1 },
    },
    {
      name: "in flight is not judged, whether or not it is at the sink",
      ...{ event: { inFlight: true }, copies: 0, counts: { inFlight: 1 } },
    },
    {
      name: "in flight that has arrived is not unknown",
      ...{ event: { inFlight: true }, copies: 1, counts: { inFlight: 1 } },
    },
  ];

  test.each(rows)("$name", ({ event: options, copies, waiting, counts }) => {
    const event = loggedEvent(1, { sink, ...options });
    const builder = builderFor(sink, () => waiting);
    builder.addSlice(
      [event],
      Array.from({ length: copies }, () => copy(event)),
    );
    expect(builder.build().counts).toEqual({ ...NONE, ...counts });
  });

  test("of the sink that the log group does not have is unknown, with the sink's id", () => {
    const builder = builderFor(sink);
    builder.addSlice([], [{ id: "made-up", logStream: "another", occurrences: 1 }]);
    const { counts, unexplained } = builder.build();
    expect(counts).toEqual({ ...NONE, unknown: 1 });
    expect(unexplained.unknown).toEqual({ events: 1, examples: [{ id: "made-up", logStream: "another" }] });
  });

  test("of a smoke test, whose log stream is deleted, is explained", () => {
    const builder = builderFor(sink);
    builder.addSlice([], [{ id: "made-up", logStream: smokeLogStreamName("7d2f"), occurrences: 1 }]);
    expect(builder.build().counts).toEqual({ ...NONE, smoke: 1 });
  });

  test("that is missing is named by its id, time and log stream, up to the number of examples", () => {
    const builder = builderFor(sink);
    builder.addSlice(
      [1, 2, 3].map((index) => loggedEvent(index, { sink })),
      [],
    );
    expect(builder.build().unexplained.missing).toEqual({
      events: 3,
      examples: [1, 2].map((index) => ({
        ...{ id: `event-${index}`, timestamp: START + index, logStream: "inventorysync-api/i-0abc" },
      })),
      ...{ first: START + 1, last: START + 3 },
    });
  });
});

describe("an event whose log record has another time than CloudWatch Logs", () => {
  const sink = "opensearch";
  const event = loggedEvent(1, { sink, time: START + 60_000 });
  const copy = storedEvent(sink, event);

  test("is found in a later slice of the sink, and is not unknown there", () => {
    const builder = builderFor(sink);
    builder.addSlice([event], [], [copy]);
    builder.addSlice([], [copy]);
    expect(builder.build().counts).toEqual({ ...NONE, inCloudWatch: 1, expected: 1, found: 1 });
  });

  test("is found in an earlier slice of the sink, and counts once", () => {
    const builder = builderFor(sink);
    builder.addSlice([], [copy]);
    builder.addSlice([event], [], [copy]);
    expect(builder.build().counts).toEqual({ ...NONE, inCloudWatch: 1, expected: 1, found: 1 });
  });

  test("is not unknown if CloudWatch Logs has it outside the time window", () => {
    const builder = builderFor(sink);
    builder.addSlice([], [copy]);
    expect(builder.hasOpenQuestions()).toBe(true);
    builder.addOutside([event], []);
    expect(builder.hasOpenQuestions()).toBe(false);
    expect(builder.build().counts).toEqual(NONE);
  });
});

describe("generated worlds", () => {
  const FATES = [
    ...["found", "missing", "parked", "quarantined", "deadLettered", "filtered", "sampled"],
    ...["unexpected", "inFlight"],
  ] as const;
  type Fate = (typeof FATES)[number];

  const world = fc.record({
    sink: fc.constantFrom<SinkName>("opensearch", "datadog"),
    events: fc.array(
      fc.record({
        fate: fc.constantFrom<Fate>(...FATES),
        copies: fc.integer({ min: 1, max: 3 }),
        slice: fc.nat(3),
        storedIn: fc.nat(3),
      }),
      { maxLength: 40 },
    ),
    foreign: fc.array(fc.nat(3), { maxLength: 3 }),
  });

  test("every event is classified as what happened to it, wherever the slices begin", () => {
    fc.assert(
      fc.property(world, ({ sink, events: plans, foreign }) => {
        const decisionOf = (fate: Fate) =>
          fate === "unexpected" ? "filtered" : fate === "filtered" || fate === "sampled" ? fate : "expected";
        const events = plans.map(({ fate, copies, slice, storedIn }, index) => {
          const event = loggedEvent(index, {
            sink,
            decision: decisionOf(fate),
            inFlight: fate === "inFlight",
          });
          const isStored = fate === "found" || fate === "unexpected";
          const stored = isStored ? Array.from({ length: copies }, () => storedEvent(sink, event)) : [];
          // Only an event that the sink should have is looked for at its own time.
          return { fate, event, stored, slice, storedIn: fate === "found" ? storedIn : slice };
        });
        const places = new Map(events.map(({ event, fate }) => [event.id, fate]));
        const builder = builderFor(sink, ({ id }) => {
          const place = places.get(id);
          return place === "parked" || place === "quarantined" || place === "deadLettered"
            ? { place, occurrences: 1 }
            : undefined;
        });
        for (const slice of [0, 1, 2, 3]) {
          const here = events.filter((each) => each.slice === slice);
          builder.addSlice(
            here.map(({ event }) => event),
            [
              ...events.filter((each) => each.storedIn === slice).flatMap(({ stored }) => stored),
              ...foreign.flatMap((at, index) =>
                at === slice ? [{ id: `foreign-${index}`, logStream: "another", occurrences: 1 }] : [],
              ),
            ],
            here.filter((each) => each.storedIn !== slice).flatMap(({ stored }) => stored),
          );
        }
        const count = (...fates: readonly Fate[]) => plans.filter(({ fate }) => fates.includes(fate)).length;
        expect(builder.build().counts).toEqual({
          ...NONE,
          inCloudWatch: plans.length - count("inFlight"),
          filtered: count("filtered", "unexpected"),
          sampled: count("sampled"),
          expected: count("found", "missing", "parked", "quarantined", "deadLettered"),
          found: count("found"),
          parked: count("parked"),
          quarantined: count("quarantined"),
          deadLettered: count("deadLettered"),
          missing: count("missing"),
          doubled: plans.reduce((sum, { fate, copies }) => sum + (fate === "found" ? copies - 1 : 0), 0),
          unexpected: count("unexpected"),
          unknown: foreign.length,
          inFlight: count("inFlight"),
        });
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test("an event that is lost is missing, whatever else happens to the others", () => {
    fc.assert(
      fc.property(world, fc.nat(), ({ sink, events: plans }, at) => {
        fc.pre(plans.length > 0);
        const events = plans.map((_, index) => loggedEvent(index, { sink }));
        const lost = events[at % events.length];
        const stored = events.flatMap((event, index) =>
          event === lost
            ? []
            : Array.from({ length: plans[index]?.copies ?? 1 }, () => storedEvent(sink, event)),
        );
        const builder = builderFor(sink);
        builder.addSlice(events, stored);
        const { unexplained } = builder.build();
        expect(unexplained.missing.examples.map(({ id }) => id)).toEqual([lost?.id]);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("storm aggregation", () => {
  const sink = "sentry";
  const fingerprintOf = (kind: number) => `kind-${kind}`;

  /** What the forwarder sends of the invocations' errors, each with the error's kind. */
  function send(invocations: readonly (readonly number[])[]) {
    const events: LoggedEvent[] = [];
    const stored: { readonly event: LoggedEvent; readonly copy: StoredEvent }[] = [];
    const aggregate = createStormFilter(() => START);
    for (const kinds of invocations) {
      const logged = kinds.map((kind, index) =>
        loggedEvent(events.length + index, { sink, fingerprint: fingerprintOf(kind) }),
      );
      events.push(...logged);
      const byId = new Map(logged.map((event) => [event.id, event]));
      const batch = logged.map(({ fingerprint, ...event }): LogEvent => ({
        ...event,
        record: { level: "ERROR", error_type: fingerprint ?? "" },
      }));
      for (const { id, occurrences = 1 } of aggregate(batch).kept) {
        const event = byId.get(id);
        if (event) stored.push({ event, copy: storedEvent(sink, event, occurrences) });
      }
    }
    return { events, stored };
  }

  const storms = fc.array(fc.array(fc.nat(2), { maxLength: 3 * MAX_PER_MINUTE }), { maxLength: 4 });

  test("the errors that it left out are aggregated, and those that a lost event represents are missing with it", () => {
    fc.assert(
      fc.property(storms, fc.array(fc.nat(), { maxLength: 3 }), (invocations, losses) => {
        const { events, stored } = send(invocations);
        const lost = new Set(losses.map((at) => at % Math.max(1, stored.length)));
        const kept = stored.filter((_, index) => !lost.has(index));
        const lostErrors = stored.reduce(
          (sum, { copy }, index) => sum + (lost.has(index) ? copy.occurrences : 0),
          0,
        );
        const builder = builderFor(sink);
        builder.addSlice(
          events,
          kept.map(({ copy }) => copy),
        );
        expect(builder.build().counts).toEqual({
          ...NONE,
          ...{ inCloudWatch: events.length, expected: events.length, found: kept.length },
          aggregated: events.length - kept.length - lostErrors,
          missing: lostErrors,
        });
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("a parked event represents others too", () => {
    const events = [1, 2, 3].map((index) => loggedEvent(index, { sink, fingerprint: "one" }));
    const builder = builderFor(sink, ({ id }) =>
      id === "event-1" ? { place: "parked", occurrences: 3 } : undefined,
    );
    builder.addSlice(events, []);
    expect(builder.build().counts).toMatchObject({ expected: 3, parked: 1, aggregated: 2, missing: 0 });
  });

  test("an event that represents others in two copies represents those of the larger number", () => {
    const events = [1, 2, 3, 4].map((index) => loggedEvent(index, { sink, fingerprint: "one" }));
    const [first = loggedEvent(0, { sink })] = events;
    const builder = builderFor(sink);
    builder.addSlice(events, [storedEvent(sink, first, 2), storedEvent(sink, first, 3)]);
    expect(builder.build().counts).toMatchObject({ found: 1, doubled: 1, aggregated: 2, missing: 1 });
  });

  test("an event of another fingerprint explains nothing", () => {
    const storm = [1, 2].map((index) => loggedEvent(index, { sink, fingerprint: "one" }));
    const lost = loggedEvent(3, { sink, fingerprint: "another" });
    const [first = lost] = storm;
    const builder = builderFor(sink);
    builder.addSlice([...storm, lost], [storedEvent(sink, first, 3)]);
    expect(builder.build().unexplained.missing.examples).toMatchObject([{ id: "event-3" }]);
  });

  test("an event before the time window represents those of its invocation that are inside", () => {
    const before = [1, 2].map((index) => loggedEvent(index, { sink, fingerprint: "one" }));
    const inside = [3, 4].map((index) => loggedEvent(index, { sink, fingerprint: "one" }));
    const [first = loggedEvent(0, { sink })] = before;
    const builder = builderFor(sink);
    builder.addSlice(inside, []);
    expect(builder.hasOpenQuestions()).toBe(true);
    builder.addOutside(before, [storedEvent(sink, first, 3)]);
    // It stands for two events, and one of them is outside.
    expect(builder.build().counts).toMatchObject({ aggregated: 1, missing: 1 });
  });
});

test("a slice whose number of events is right is found, and stated as only counted", () => {
  const sink = "datadog";
  const builder = builderFor(sink);
  builder.addCounted([
    loggedEvent(1, { sink }),
    loggedEvent(2, { sink, decision: "filtered" }),
    loggedEvent(3, { sink, decision: "sampled" }),
  ]);
  expect(builder.build().counts).toEqual({
    ...NONE,
    ...{ inCloudWatch: 3, filtered: 1, sampled: 1, expected: 1, found: 1, countedOnly: 1 },
  });
});
