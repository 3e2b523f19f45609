import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import * as fc from "fast-check";
import { logGroupName } from "../../../catalog";
import type { LogEventsRequest } from "../../../ops/log-events";
import { createDecider } from "../../../ops/reconcile/logged-event";
import { readSlices, SLICE_EVENTS, type Slice } from "../../../ops/reconcile/slices";
import { propertyRuns } from "../../fixtures/property-runs";

const SINCE = Date.parse("2026-03-01T12:00:00Z");
const WINDOW = { since: SINCE, until: SINCE + 3_599_999 };
const ENVIRONMENT = "staging";

async function slicesOf(
  pages: readonly (readonly FilteredLogEvent[])[],
  { sliceEvents = SLICE_EVENTS, settledBefore = Infinity } = {},
) {
  const requests: LogEventsRequest[] = [];
  const read = async function* (request: LogEventsRequest) {
    requests.push(request);
    yield* await Promise.resolve(pages);
  };
  const slices: Slice[] = [];
  for await (const slice of readSlices(read, {
    ...{ environment: ENVIRONMENT, window: WINDOW, settledBefore, sliceEvents },
    group: { owner: "000000000000", name: logGroupName(ENVIRONMENT, "application") },
    decide: createDecider({ sampleRates: new Map([["opensearch", {}]]) }),
  }))
    slices.push(slice);
  return { slices, requests };
}

const eventAt = (ms: number, index = ms): FilteredLogEvent => ({
  ...{ eventId: `event-${index}`, timestamp: SINCE + ms, ingestionTime: SINCE + ms, message: "made up" },
  logStreamName: "inventorysync-api/i-0abc",
});

test("an empty log group has one slice, which is the time window", async () => {
  const { slices, requests } = await slicesOf([[]]);
  expect(slices).toEqual([{ window: WINDOW, events: [] }]);
  expect(requests).toEqual([
    { logGroupName: "/inventorysync/staging/application", startTime: WINDOW.since, endTime: WINDOW.until },
  ]);
});

test("the slices cover the time window without a gap, begin with a second, and have every event once", async () => {
  const times = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 1, max: 20 }), async (unsorted, pageSize) => {
      const events = unsorted.toSorted((one, other) => one - other).map((ms, index) => eventAt(ms, index));
      const pages = Array.from({ length: Math.ceil(events.length / pageSize) }, (_, page) =>
        events.slice(page * pageSize, (page + 1) * pageSize),
      );
      const { slices } = await slicesOf(pages, { sliceEvents: 10 });
      expect(slices.flatMap((slice) => slice.events.map(({ id }) => id))).toEqual(
        events.map(({ eventId }) => eventId),
      );
      expect(slices[0]?.window.since).toBe(WINDOW.since);
      expect(slices.at(-1)?.window.until).toBe(WINDOW.until);
      for (const [index, { window, events: ofSlice }] of slices.entries()) {
        expect(window.since % 1_000).toBe(0);
        expect(window.since).toBe((slices[index - 1]?.window.until ?? window.since - 1) + 1);
        for (const { timestamp } of ofSlice) {
          expect(timestamp).toBeGreaterThanOrEqual(window.since);
          expect(timestamp).toBeLessThanOrEqual(window.until);
        }
      }
    }),
    { numRuns: propertyRuns(100) },
  );
});

test("an event that CloudWatch Logs received after the others have settled is in flight", async () => {
  const { slices } = await slicesOf([[eventAt(1), eventAt(2)]], { settledBefore: SINCE + 1 });
  expect(slices.flatMap(({ events }) => events.map(({ inFlight }) => inFlight))).toEqual([false, true]);
});
