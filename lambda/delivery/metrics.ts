import { Metrics } from "@aws-lambda-powertools/metrics";
import { type Metric, METRIC_NAMESPACE, METRICS } from "../../catalog";
import { type Ledger, OUTCOMES } from "./ledger";

/** Writes metrics with one set of dimensions, as one line of the function's log. */
export type WriteMetrics = (
  dimensions: Readonly<Record<string, string>>,
  values: readonly (readonly [Metric, number])[],
) => void;

/**
 * Writes CloudWatch embedded metrics.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function createMetricsWriter(): WriteMetrics {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // Powertools adds a dimension `service` to every metric, which every alarm would have to repeat.
  metrics.clearDefaultDimensions();
  return (dimensions, values) => {
    metrics.addDimensions(dimensions);
    for (const [{ name, unit }, value] of values) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
}

/** Writes one line per ledger, and one for the environment. */
export function writeLedgerMetrics(
  write: WriteMetrics,
  environment: string,
  ledgers: readonly Ledger[],
): void {
  for (const ledger of ledgers) {
    write({ Environment: environment, Sink: ledger.sink }, [
      [METRICS.received, ledger.received],
      ...OUTCOMES.map((outcome) => [METRICS[outcome], ledger[outcome]] as const),
    ]);
  }
  write({ Environment: environment }, [
    [METRICS.unsettled, sum(ledgers, "unsettled")],
    [METRICS.quarantined, sum(ledgers, "rejected")],
  ]);
}

function sum(ledgers: readonly Ledger[], state: "unsettled" | "rejected"): number {
  return ledgers.reduce((total, ledger) => total + ledger[state], 0);
}
