import { generateLines } from "../../../local/traffic/generate-lines";
import { summarizeTraffic } from "../../../local/traffic/traffic-summary";
import { waitForCount, expectedBySink, expectedReceived } from "../../../local/verify/expected-counts";

const now = Date.parse("2026-03-01T12:00:00Z");
const summary = summarizeTraffic(generateLines({ seed: 3, lines: 1_000, now }), now);

test("OpenSearch is to receive every line, Sentry the errors of its logs, Datadog the lines of its logs", () => {
  const { linesByLog, errorsByLog } = summary;
  expect(expectedBySink(summary)).toEqual({
    opensearch: 1_000,
    sentry: errorsByLog.application + errorsByLog.security,
    datadog: linesByLog.application + linesByLog.performance,
  });
});

test("the forwarder receives every line where OpenSearch is a sink, and without it those of the others' logs", () => {
  const { application, performance, security } = summary.linesByLog;
  expect(expectedReceived(summary, ["opensearch", "sentry", "datadog"])).toBe(1_000);
  expect(expectedReceived(summary, ["sentry", "datadog"])).toBe(application + performance + security);
});

test("waiting ends with the first count that is reached", async () => {
  const counts = [1, 2, 3];
  expect(await waitForCount(() => Promise.resolve(counts.shift() ?? 0), 2, 5_000)).toBe(2);
});

test("waiting ends with what is there when the time is up", async () => {
  expect(await waitForCount(() => Promise.resolve(1), 2, 0)).toBe(1);
});
