import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName, type SinkName } from "../../../catalog";
import { OperatorError } from "../../../ops/cli";
import type { LogEventsRequest, TimeWindow } from "../../../ops/log-events";
import { createDecider } from "../../../ops/reconcile/logged-event";
import { OUTSIDE_MS, reconcileLog } from "../../../ops/reconcile/reconcile-log";
import type { SinkCopies } from "../../../ops/reconcile/sink-copies";

const SINCE = Date.parse("2026-03-01T12:00:00Z");
const WINDOW = { since: SINCE, until: SINCE + 599_999 };
const ENVIRONMENT = "staging";
const SINK = "datadog";

interface World {
  /** Times of the events in CloudWatch Logs, in milliseconds since SINCE; also their ids. */
  readonly logged: readonly number[];
  /** The log record's own time of events, where it differs. */
  readonly ownTimes?: Readonly<Record<number, number>>;
  /** Ids of the events of the sink. */
  readonly stored: readonly number[];
  readonly quick?: boolean;
  readonly settledBefore?: number;
}

/** Reconciles one log with one sink, and notes the requests to the log group and to the sink. */
async function reconcileWorld({
  logged,
  ownTimes = {},
  stored,
  quick = false,
  settledBefore = Infinity,
}: World) {
  const readWindows: TimeWindow[] = [];
  const storedWindows: TimeWindow[] = [];
  const timeOf = (id: number) => ownTimes[id] ?? id;
  const isIn = (time: number, { since, until }: TimeWindow) => SINCE + time >= since && SINCE + time <= until;
  const read = async function* ({ startTime = 0, endTime = 0 }: LogEventsRequest) {
    const window = { since: startTime, until: endTime };
    readWindows.push(window);
    yield await Promise.resolve(logged.filter((time) => isIn(time, window)).map(toLogged));
  };
  const toLogged = (time: number): FilteredLogEvent => ({
    ...{
      eventId: String(time),
      timestamp: SINCE + time,
      ingestionTime: SINCE + time,
      logStreamName: "made-up",
    },
    message: JSON.stringify({ "@timestamp": new Date(SINCE + timeOf(time)).toISOString() }),
  });
  const copies: SinkCopies = {
    within(window) {
      storedWindows.push(window);
      const found = stored.filter((id) => isIn(timeOf(id), window));
      return Promise.resolve(found.map((id) => ({ id: String(id), logStream: "made-up", occurrences: 1 })));
    },
    count: (window) => Promise.resolve(stored.filter((id) => isIn(timeOf(id), window)).length),
  };
  const unreadable: SinkCopies = {
    within: () => Promise.reject(new OperatorError("made-up reason")),
    count: () => Promise.reject(new OperatorError("made-up reason")),
  };
  const result = await reconcileLog({
    ...{ environment: ENVIRONMENT, window: WINDOW, settledBefore, read, quick, maxExamples: 5 },
    group: { owner: "000000000000", name: logGroupName(ENVIRONMENT, "application") },
    decide: createDecider({
      sampleRates: new Map<SinkName, object>([
        [SINK, {}],
        ["opensearch", {}],
      ]),
    }),
    copies: new Map<SinkName, SinkCopies>([
      [SINK, copies],
      ["opensearch", unreadable],
    ]),
    waiting: { undecodable: 0, find: () => undefined },
    onProgress: () => undefined,
  });
  const account = result.accounts.get(SINK);
  if (!account) throw new Error("the sink was not compared");
  return { ...result, ...account, readWindows, storedWindows };
}

test("a sink that cannot be read is named, and does not keep the others from being compared", async () => {
  const { unreadable, accounts, counts } = await reconcileWorld({ logged: [1, 2], stored: [1, 2] });
  expect([...unreadable]).toEqual([["opensearch", "made-up reason"]]);
  expect([...accounts.keys()]).toEqual([SINK]);
  expect(counts).toMatchObject({ found: 2, missing: 0, unknown: 0 });
});

test("without a difference, nothing outside the time window is read", async () => {
  const { readWindows } = await reconcileWorld({ logged: [1], stored: [1] });
  expect(readWindows).toEqual([WINDOW]);
});

test.each([
  ["before", -60_000],
  ["after", 660_000],
])(
  "an event of the sink whose event in CloudWatch Logs is just %s the time window is no difference",
  async (_, id) => {
    const { counts, readWindows } = await reconcileWorld({
      logged: [id],
      ownTimes: { [id]: 5_000 },
      stored: [id],
    });
    expect(counts).toMatchObject({ inCloudWatch: 0, unknown: 0 });
    expect(readWindows).toEqual([
      WINDOW,
      { since: WINDOW.since - OUTSIDE_MS, until: WINDOW.since - 1 },
      { since: WINDOW.until + 1, until: WINDOW.until + OUTSIDE_MS },
    ]);
  },
);

test("an event whose own time is far outside the time window is looked for there", async () => {
  const { counts, storedWindows } = await reconcileWorld({
    ...{ logged: [1], ownTimes: { 1: -86_400_000 }, stored: [1] },
  });
  expect(counts).toMatchObject({ found: 1, missing: 0 });
  expect(storedWindows).toContainEqual({ since: SINCE - 86_400_000, until: SINCE - 86_399_001 });
});

describe("the quick comparison", () => {
  test("reads no ids if the numbers are equal", async () => {
    const { counts, storedWindows } = await reconcileWorld({ logged: [1, 2], stored: [1, 2], quick: true });
    expect(counts).toMatchObject({ found: 2, countedOnly: 2 });
    expect(storedWindows).toEqual([]);
  });

  test.each<[string, Partial<World>, object]>([
    ["the numbers differ", { stored: [1] }, { found: 1, missing: 1 }],
    ["events are in flight", { stored: [1, 2], settledBefore: SINCE + 1 }, { found: 1, inFlight: 1 }],
    ["an event has its own time", { stored: [1, 2], ownTimes: { 2: 700_000 } }, { found: 2 }],
  ])("reads the ids if %s", async (_, world, expected) => {
    const { counts } = await reconcileWorld({ logged: [1, 2], stored: [], ...world, quick: true });
    expect(counts).toMatchObject({ countedOnly: 0, ...expected });
  });
});
