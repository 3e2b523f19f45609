import { METRICS } from "../../catalog";
import { type WriteMetrics, writeLedgerMetrics } from "../delivery/metrics";
import type { Invocation } from "./report";

/** The ledgers' metrics, and one line for what the forwarder was handed. */
export function writeInvocationMetrics(
  write: WriteMetrics,
  environment: string,
  { ledgers, redactionFailures, refusals, controlMessages }: Invocation,
): void {
  writeLedgerMetrics(write, environment, ledgers);
  write({ Environment: environment }, [
    [METRICS.redactionFailures, redactionFailures],
    [METRICS.decodeFailures, refusals.length],
    [METRICS.controlMessages, controlMessages],
  ]);
}
