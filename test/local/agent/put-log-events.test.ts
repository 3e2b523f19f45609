import { openLogStream, PUT_LIMITS, toBatches } from "../../../local/agent/put-log-events";
import { InMemoryCloudWatchLogs } from "../../fixtures/cloudwatch-logs";

const NAMES = { logGroupName: "/inventorysync/local/audit", logStreamName: "inventorysync-api/i-0abc" };
const HOUR_MS = 3_600_000;

test("events are sorted by time, and events of the same time keep their order", () => {
  const events = [at(2, "a"), at(1, "b"), at(2, "c")];

  expect([...toBatches(events)]).toEqual([[at(1, "b"), at(2, "a"), at(2, "c")]]);
});

test("a batch has at most 10,000 events", () => {
  const events = Array.from({ length: 10_001 }, () => at(1, "x"));

  expect([...toBatches(events)].map(({ length }) => length)).toEqual([10_000, 1]);
});

test("a batch has at most 1 MiB, with 26 bytes for each event", () => {
  const half = "é".repeat((PUT_LIMITS.maxBytes / 2 - 26) / 2);

  expect([...toBatches([at(1, half), at(2, half), at(3, "x")])].map(({ length }) => length)).toEqual([2, 1]);
});

test("a batch spans at most 24 hours", () => {
  const events = [at(0, "a"), at(24 * HOUR_MS, "b"), at(24 * HOUR_MS + 1, "c")];

  expect([...toBatches(events)].map(({ length }) => length)).toEqual([2, 1]);
});

test("an event that is larger than a batch is split between characters", () => {
  const message = `x${"😀".repeat(600_000)}`;
  const parts = [...toBatches([at(1, message)])].flat();

  expect(parts).toHaveLength(3);
  expect(parts.map(({ message: part }) => part).join("")).toBe(message);
  expect(parts.every(({ message: part }) => !part.includes("\u{FFFD}"))).toBe(true);
});

test("every batch of mixed sizes and times is accepted", async () => {
  const logs = new InMemoryCloudWatchLogs(() => 0);
  const events = Array.from({ length: 30_000 }, (_, index) =>
    at(((index * 7919) % 1_000) * -1_000_000, "y".repeat((index * 31) % 400)),
  ).map((event, index) => ({ ...event, message: `${index} ${event.message}` }));

  await openLogStream(logs, NAMES).put(events);

  expect([...logs.messages].sort()).toEqual(events.map(({ message }) => message).sort());
});

test("the log stream is created once", async () => {
  const logs = new InMemoryCloudWatchLogs(() => 0);
  const stream = openLogStream(logs, NAMES);

  await stream.put([at(1, "a")]);
  await stream.put([at(2, "b")]);

  expect(logs.messages).toEqual(["a", "b"]);
});

test("a log stream that exists is used", async () => {
  const logs = new InMemoryCloudWatchLogs(() => 0);
  await openLogStream(logs, NAMES).put([at(1, "a")]);
  await openLogStream(logs, NAMES).put([at(2, "b")]);

  expect(logs.messages).toEqual(["a", "b"]);
});

test.each([
  ["older than 14 days", -14 * 24 * HOUR_MS - 1],
  ["more than 2 hours in the future", 2 * HOUR_MS + 1],
])("an event that is %s is an error", async (_, time) => {
  const logs = new InMemoryCloudWatchLogs(() => 0);

  await expect(openLogStream(logs, NAMES).put([at(time, "a")])).rejects.toThrow("log events were rejected");
});

test("a refused request names the log group and the log stream", async () => {
  const logs = new InMemoryCloudWatchLogs();
  logs.failure = new Error("AccessDeniedException");

  await expect(openLogStream(logs, NAMES).put([at(1, "a")])).rejects.toThrow(
    `cannot write to log stream ${NAMES.logStreamName} of log group ${NAMES.logGroupName}: Error: AccessDeniedException`,
  );
});

function at(timestamp: number, message: string) {
  return { timestamp, message };
}
