import { METRICS } from "../../catalog";
import { writeLedgerMetrics, type WriteMetrics } from "../delivery/metrics";
import type { ReplayResult } from "./replay-object";

/** Writes the ledger's metrics, and one line for the input of the replay. */
export function writeReplayMetrics(write: WriteMetrics, environment: string, replayed: ReplayResult): void {
  writeLedgerMetrics(write, environment, "ledger" in replayed ? [replayed.ledger] : []);
  write({ Environment: environment }, [
    [METRICS.redactionFailures, "redactionFailures" in replayed ? replayed.redactionFailures : 0],
    [METRICS.decodeFailures, decodeFailuresOf(replayed)],
  ]);
}

function decodeFailuresOf(replayed: ReplayResult): number {
  if (replayed.kind === "quarantined") return 1;
  return "undecodableLines" in replayed ? replayed.undecodableLines : 0;
}
