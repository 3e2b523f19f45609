import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import * as fc from "fast-check";
import type { LogId } from "../../../catalog";
import type { LogEventsRequest, ReadLogEvents } from "../../../ops/log-events";
import { createNewLines, MAX_LATENESS_MS } from "../../../ops/tail/new-lines";

const start = Date.parse("2026-03-01T12:00:00Z");
const config = { environment: "production", redaction: {} };

interface Arrival {
  readonly timestamp: number;
  readonly arrivesAt: number;
}

/** A log group that returns what has arrived by `clock.now`, in pages of two events. */
function logGroup(arrivals: readonly Arrival[], clock: { now: number }) {
  const requests: LogEventsRequest[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  const read: ReadLogEvents = async function* (request) {
    requests.push(request);
    const { startTime = 0 } = request;
    const events: FilteredLogEvent[] = arrivals
      .map((arrival, index) => ({ ...arrival, eventId: String(index), message: `line ${index}` }))
      .filter(({ arrivesAt, timestamp }) => arrivesAt <= clock.now && timestamp >= startTime)
      .toSorted((one, other) => one.timestamp - other.timestamp);
    for (let from = 0; from <= events.length; from += 2) yield events.slice(from, from + 2);
  };
  return { read, requests };
}

function newLinesOf(read: ReadLogEvents, clock: { now: number }, logs: readonly LogId[] = ["application"]) {
  return createNewLines({ config, logs, read, filterPattern: undefined, now: () => clock.now }, start);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("no line is returned twice or skipped, also if lines arrive late and share a timestamp", async () => {
  const arrival = fc
    .record({ at: fc.nat(600_000), lateness: fc.integer({ min: 0, max: MAX_LATENESS_MS - 1 }) })
    .map(({ at, lateness }) => ({ timestamp: start + at, arrivesAt: start + at + lateness }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(arrival, { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1 }),
      async (arrivals, waits) => {
        const clock = { now: start };
        const newLines = newLinesOf(logGroup(arrivals, clock).read, clock);
        const ids: string[] = [];
        for (const wait of [0, ...waits, 10 * MAX_LATENESS_MS]) {
          clock.now += wait;
          ids.push(...(await collect(newLines())).map(({ id }) => id));
        }
        // The last wait is longer than the window, so a line is missing if no earlier call could return it.
        expect(new Set(ids).size).toBe(ids.length);
        const lastPoll = clock.now - 10 * MAX_LATENESS_MS;
        const due = arrivals.flatMap(({ arrivesAt }, index) =>
          arrivesAt <= lastPoll ? [String(index)] : [],
        );
        expect(ids).toEqual(expect.arrayContaining(due));
      },
    ),
    { numRuns: 200 },
  );
});

test("lines are redacted with the policy of their log", async () => {
  const address = ["jane", "example.com"].join("@");
  const message = JSON.stringify({ message: `${address} from 203.0.113.17` });
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  const read: ReadLogEvents = async function* () {
    yield [{ eventId: "1", timestamp: start, message }];
  };
  const lines = await collect(newLinesOf(read, { now: start }, ["application", "audit"])());
  expect(lines.map(({ log, record }) => [log, record.message])).toEqual([
    ["application", "[redacted:email] from [redacted:ip]"],
    ["audit", "[redacted:email] from 203.0.113.17"],
  ]);
});

test("each log is read from its log group, first since the given time and then with an overlap", async () => {
  const clock = { now: start + 3_600_000 };
  const { read, requests } = logGroup([], clock);
  const newLines = newLinesOf(read, clock, ["application", "audit"]);
  await collect(newLines());
  await collect(newLines());
  expect(requests.map(({ logGroupName, startTime }) => [logGroupName, startTime])).toEqual([
    ["/inventorysync/production/application", start],
    ["/inventorysync/production/audit", start],
    ["/inventorysync/production/application", clock.now - MAX_LATENESS_MS],
    ["/inventorysync/production/audit", clock.now - MAX_LATENESS_MS],
  ]);
});
