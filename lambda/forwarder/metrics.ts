import { METRICS } from "../../catalog";
import { type WriteMetrics, writeLedgerMetrics } from "../delivery/metrics";
import type { InvocationReport } from "./report";

/** The ledgers' metrics, and one line for what the forwarder was handed. */
export function writeInvocationMetrics(
  write: WriteMetrics,
  environment: string,
  { ledgers, redactionFailures, skippedPayloads, controlMessages }: InvocationReport,
): void {
  writeLedgerMetrics(write, environment, ledgers);
  write({ Environment: environment }, [
    [METRICS.redactionFailures, redactionFailures],
    [METRICS.decodeFailures, skippedPayloads.length],
    [METRICS.controlMessages, controlMessages],
  ]);
}
