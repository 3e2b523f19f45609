import { METRICS } from "../../../catalog";
import type { Ledger } from "../../../lambda/delivery/ledger";
import { writeReplayMetrics } from "../../../lambda/replay/metrics";
import type { ReplayResult } from "../../../lambda/replay/replay-object";

const ledger: Ledger = {
  ...{ sink: "datadog", received: 3, delivered: 3, parked: 0, rejected: 0, filtered: 0, sampled: 0 },
  ...{ unsettled: 0, reasons: [] },
};

/** The metrics of the replay's input: redaction failures and decode failures. */
function inputMetricsOf(replayed: ReplayResult) {
  const written: (readonly [string, number])[] = [];
  writeReplayMetrics(
    (_, values) => written.push(...values.map(([{ name }, value]) => [name, value] as const)),
    "staging",
    replayed,
  );
  const valueOf = (metric: string) => written.filter(([name]) => name === metric).map(([, value]) => value);
  return [valueOf(METRICS.redactionFailures.name), valueOf(METRICS.decodeFailures.name)];
}

test.each<[string, ReplayResult, number, number]>([
  ["a settled object", { kind: "settled", ledger, redactionFailures: 2, undecodableLines: 1 }, 2, 1],
  [
    "an object that is still parked",
    { kind: "stillParked", afterMs: 0, ledger, redactionFailures: 1, undecodableLines: 0 },
    1,
    0,
  ],
  ["a quarantined object, message or record", { kind: "quarantined", reason: "made-up" }, 0, 1],
  ["an object that was already settled", { kind: "alreadySettled" }, 0, 0],
  ["an object whose replay failed", { kind: "failed", reason: "made-up", afterMs: 0 }, 0, 0],
])("%s counts its redaction failures and what was undecodable", (_, replayed, redaction, decode) => {
  expect(inputMetricsOf(replayed)).toEqual([[redaction], [decode]]);
});
