import { createSinkCopies, strayWindows } from "../../../ops/reconcile/sink-copies";
import type { TimeWindow } from "../../../ops/log-events";
import type { SinkReader, StoredEvent } from "../../../ops/sinks";
import { loggedEvent, START } from "../../fixtures/reconcile/logged-events";

const HOUR_MS = 3_600_000;
const NOW = START + 48 * HOUR_MS;
const WINDOW = { since: START, until: START + HOUR_MS - 1 };

/** A sink with these events, by its own time. */
function sinkWith(events: readonly (StoredEvent & { readonly sinkTime: number })[], lateAfterMs?: number) {
  const requests: { readonly late: boolean; readonly window: TimeWindow }[] = [];
  const within = async function* (late: boolean, window: TimeWindow) {
    requests.push({ late, window });
    yield* await Promise.resolve(
      events.filter(
        ({ sinkTime, originalTime }) =>
          sinkTime >= window.since && sinkTime <= window.until && (!late || originalTime !== undefined),
      ),
    );
  };
  const reader: SinkReader = {
    sink: "datadog",
    find: () => Promise.resolve([]),
    count: (_, { since, until }) =>
      Promise.resolve(events.filter(({ sinkTime }) => sinkTime >= since && sinkTime <= until).length),
    stored: (_, window) => within(false, window),
    ...(lateAfterMs !== undefined && {
      late: { afterMs: lateAfterMs, stored: (_, window) => within(true, window) },
    }),
    close: () => Promise.resolve(),
  };
  return { reader, requests };
}

const idsWithin = async (reader: SinkReader, window: TimeWindow, now = NOW) =>
  (await createSinkCopies(reader, "application", WINDOW, now).within(window)).map(({ id }) => id);

test("an event that was too old for the sink is found under its own time, and not under that of its delivery", async () => {
  const { reader } = sinkWith(
    [
      { id: "in time", logStream: "made-up", occurrences: 1, sinkTime: START + 1 },
      {
        id: "late",
        logStream: "made-up",
        occurrences: 1,
        sinkTime: START + 20 * HOUR_MS,
        originalTime: START + 2,
      },
      {
        id: "of another hour",
        logStream: "made-up",
        occurrences: 1,
        sinkTime: START + 3,
        originalTime: START - 24 * HOUR_MS,
      },
    ],
    18 * HOUR_MS,
  );
  expect(await idsWithin(reader, WINDOW)).toEqual(["in time", "late"]);
});

test("the late events are read once, and only if the time window is old enough", async () => {
  const { reader, requests } = sinkWith([], 18 * HOUR_MS);
  const copies = createSinkCopies(reader, "application", WINDOW, NOW);
  await copies.within(WINDOW);
  await copies.within(WINDOW);
  expect(requests.filter(({ late }) => late)).toEqual([
    { late: true, window: { since: WINDOW.since, until: NOW } },
  ]);
  await idsWithin(reader, WINDOW, START + 17 * HOUR_MS);
  expect(requests.filter(({ late }) => late)).toHaveLength(1);
});

test("a sink that keeps the time of every event has no late events", async () => {
  const { reader } = sinkWith([{ id: "one", logStream: "made-up", occurrences: 1, sinkTime: START }]);
  expect(await idsWithin(reader, WINDOW)).toEqual(["one"]);
});

describe("the times of events outside their slice", () => {
  const sink = "datadog";
  const windowsOf = (...times: readonly number[]) =>
    strayWindows(
      {
        window: WINDOW,
        events: times.map((time, index) => loggedEvent(index, { sink, time: START + time })),
      },
      ({ decisions }) => decisions[sink] === "expected",
    );

  test("are whole seconds, and joined if they are close", () => {
    expect(windowsOf(HOUR_MS + 10_500, HOUR_MS + 1, -1_500, 5)).toEqual([
      { since: START - 2_000, until: START - 1_001 },
      { since: START + HOUR_MS, until: START + HOUR_MS + 10_999 },
    ]);
    expect(windowsOf(HOUR_MS, 2 * HOUR_MS)).toHaveLength(2);
  });

  test("do not extend over the slice itself", () => {
    const short = { since: START, until: START + 999 };
    const events = [-1, 1_000].map((time, index) => loggedEvent(index, { sink, time: START + time }));
    expect(strayWindows({ window: short, events }, () => true)).toEqual([
      { since: START - 1_000, until: START - 1 },
      { since: START + 1_000, until: START + 1_999 },
    ]);
  });
});
