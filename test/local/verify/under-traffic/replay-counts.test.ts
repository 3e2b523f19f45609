import { SINK_NAMES } from "../../../../catalog";
import { createVerificationReport } from "../../../../local/verify";
import {
  replayCountsBySink,
  reportReplays,
  unsettledReasons,
} from "../../../../local/verify/under-traffic/replay-counts";

const forwarder = (sink: string, parked: number) =>
  JSON.stringify({ service: "forwarder", message: "…", ledgers: [{ sink, parked }] });
const replay = (key: string, kind: string) => JSON.stringify({ service: "replay", key, kind });

const MESSAGES = [
  forwarder("datadog", 40),
  forwarder("datadog", 0),
  forwarder("datadog", 2),
  forwarder("opensearch", 9),
  forwarder("sentry", 3),
  replay("parked/datadog/2026-03-01/a", "stillParked"),
  replay("parked/datadog/2026-03-01/a", "settled"),
  replay("parked/datadog/2026-03-01/b", "settled"),
  replay("parked/sentry/2026-03-01/c", "failed"),
  "START RequestId: 1",
  `{"_aws":{}}`,
  "{ cut short",
];

test("what was parked and replayed is counted by what the functions wrote", () => {
  const counts = replayCountsBySink(MESSAGES);
  expect(counts.map(({ sink }) => sink)).toEqual(SINK_NAMES);
  expect(counts).toEqual(
    expect.arrayContaining([
      { sink: "opensearch", parked: 9, objects: 0, attempts: 0, settled: 0 },
      { sink: "sentry", parked: 3, objects: 1, attempts: 1, settled: 0 },
      { sink: "datadog", parked: 42, objects: 2, attempts: 3, settled: 2 },
    ]),
  );
});

test("the outage check fails for a sink whose parked events were not all replayed", () => {
  const printed: string[] = [];
  const result = createVerificationReport((line) => printed.push(line));
  reportReplays(replayCountsBySink(MESSAGES), result);
  expect(result.passed).toBe(false);
  expect(printed.map((line) => line.trim()).filter((line) => /^[✔✘]/.test(line))).toEqual(
    SINK_NAMES.map(
      (sink) =>
        `${sink === "datadog" ? "✔" : "✘"} ${sink}: events were parked, and the replay settled every object`,
    ),
  );
});

test("the reasons of events without an outcome are collected from forwarder and replay", () => {
  const reasons = [
    { state: "unsettled", reason: "parking failed: AbortError", events: 4 },
    { state: "parked", reason: "datadog answered 403", events: 2 },
  ];
  const messages = [
    JSON.stringify({ service: "forwarder", ledgers: [{ sink: "datadog", reasons }] }),
    JSON.stringify({ service: "replay", ledger: { sink: "sentry", reasons } }),
    JSON.stringify({ service: "replay", kind: "alreadySettled" }),
  ];
  expect(unsettledReasons(messages)).toEqual([
    "datadog: 4 events: parking failed: AbortError",
    "sentry: 4 events: parking failed: AbortError",
  ]);
});
