import { type Log, type LogId, LOGS, SINK_NAMES, type SinkName } from "../../../catalog";
import { generateLines } from "../../../local/traffic/generate-lines";
import { summarizeTraffic } from "../../../local/traffic/traffic-summary";
import { waitForCount, expectedBySink, expectedReceived } from "../../../local/verify/expected-counts";

const now = Date.parse("2026-03-01T12:00:00Z");
const summary = summarizeTraffic(generateLines({ seed: 3, lines: 1_000, now }));

test("OpenSearch is to receive every line, Sentry the errors of its logs, Datadog the lines of its logs", () => {
  const sumOver = (sink: SinkName, counts: Readonly<Record<LogId, number>>) =>
    LOGS.filter(({ destinations }: Log) => destinations.includes(sink)).reduce(
      (sum, { id }) => sum + counts[id],
      0,
    );
  expect(expectedBySink(summary)).toMatchObject({
    opensearch: 1_000,
    sentry: sumOver("sentry", summary.errorsByLog),
    datadog: sumOver("datadog", summary.linesByLog),
  });
});

test("a shared forwarder receives every line where OpenSearch is a sink, and without it those of the others' logs", () => {
  const onlyInOpenSearch = LOGS.filter(({ destinations }) => destinations.length === 1).map(({ id }) => id);
  const linesThere = onlyInOpenSearch.reduce((sum, id) => sum + summary.linesByLog[id], 0);
  expect(linesThere).toBeGreaterThan(0);
  expect([...expectedReceived(summary, SINK_NAMES, "direct").values()]).toEqual([1_000, 1_000, 1_000]);
  const others = SINK_NAMES.filter((sink) => sink !== "opensearch");
  expect([...expectedReceived(summary, others, "direct").values()]).toEqual([
    1_000 - linesThere,
    1_000 - linesThere,
  ]);
});

test("in topology kinesis, the forwarder of a sink receives the lines of the sink's logs", () => {
  const { application, performance, security } = summary.linesByLog;
  expect(Object.fromEntries(expectedReceived(summary, SINK_NAMES, "kinesis"))).toEqual({
    opensearch: 1_000,
    sentry: application + security,
    datadog: application + performance,
  });
});

test("waiting ends with the first sufficient count", async () => {
  const counts = [1, 2, 3];
  expect(await waitForCount(() => Promise.resolve(counts.shift() ?? 0), 2, 0)).toBe(2);
});

test("waiting goes on while the count grows", async () => {
  const counts = [1, 2, 3, 4];
  expect(await waitForCount(() => Promise.resolve(counts.shift() ?? 0), 4, 0)).toBe(4);
});

test("waiting ends with the last count when it does not grow", async () => {
  expect(await waitForCount(() => Promise.resolve(1), 2, 0)).toBe(1);
});
