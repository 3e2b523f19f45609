import { METRICS } from "../../catalog";
import { type WriteMetrics, writeLedgerMetrics } from "../delivery/metrics";
import type { InvocationReport } from "./report";

/** Writes the ledgers' metrics, and one line for the input of the forwarder. */
export function writeInvocationMetrics(
  write: WriteMetrics,
  environment: string,
  { ledgers, redactionFailures, redactionTimeouts, skippedPayloads, controlMessages }: InvocationReport,
): void {
  writeLedgerMetrics(write, environment, ledgers);
  write({ Environment: environment }, [
    [METRICS.redactionFailures, redactionFailures],
    [METRICS.redactionTimeouts, redactionTimeouts],
    [METRICS.decodeFailures, skippedPayloads.length],
    [METRICS.controlMessages, controlMessages],
  ]);
}
