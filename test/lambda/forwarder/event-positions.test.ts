import type { EventHeader } from "../../../lambda/delivery/log-event";
import { createEventPositions, MAX_LOG_STREAMS } from "../../../lambda/forwarder/event-positions";

function event(id: string, timestamp: number, logStream = "inventorysync-api/i-0abc"): EventHeader {
  const origin = { owner: "111122223333", logGroup: "/inventorysync/test/application", logStream };
  return { id, timestamp, origin, log: "application" };
}

function eventPositions(...pieces: readonly (readonly EventHeader[])[]) {
  const positions = createEventPositions();
  pieces.forEach(positions.add);
  return positions.list();
}

test("each log stream has its number of events, its first and last id, and its oldest and newest time", () => {
  const events = [event("a", 2_000), event("b", 1_000), event("c", 3_000, "other/i-1"), event("d", 1_500)];
  expect(eventPositions(events.slice(0, 2), events.slice(2))).toEqual([
    {
      logGroup: "/inventorysync/test/application",
      logStream: "inventorysync-api/i-0abc",
      ...{ events: 3, firstId: "a", lastId: "d" },
      ...{ oldest: "1970-01-01T00:00:01.000Z", newest: "1970-01-01T00:00:02.000Z" },
    },
    {
      logGroup: "/inventorysync/test/application",
      logStream: "other/i-1",
      ...{ events: 1, firstId: "c", lastId: "c" },
      ...{ oldest: "1970-01-01T00:00:03.000Z", newest: "1970-01-01T00:00:03.000Z" },
    },
  ]);
});

test("the number of log streams in one line is limited", () => {
  const events = Array.from({ length: MAX_LOG_STREAMS + 1 }, (_, index) => event("a", 0, `stream-${index}`));
  expect(eventPositions(events)).toHaveLength(MAX_LOG_STREAMS);
});

test("an invocation without events has no log streams", () => {
  expect(eventPositions([])).toEqual([]);
});
