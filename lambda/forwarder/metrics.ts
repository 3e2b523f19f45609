import { Metrics } from "@aws-lambda-powertools/metrics";
import { type Metric, METRIC_NAMESPACE, METRICS } from "../../lib/catalog";
import { OUTCOMES } from "./ledger";
import type { Invocation } from "./report";

/**
 * Writes an invocation as CloudWatch embedded metrics, one line for each sink's ledger and one for the environment.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function metricsWriter(environment: string): (invocation: Invocation) => void {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // Powertools adds a dimension `service` to every metric, and alarms would have to repeat it.
  metrics.clearDefaultDimensions();

  const write = (dimensions: Record<string, string>, values: readonly (readonly [Metric, number])[]) => {
    metrics.addDimensions(dimensions);
    for (const [{ name, unit }, value] of values) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
  return ({ payload, redactionFailures, ledgers }) => {
    for (const ledger of ledgers) {
      write({ Environment: environment, Sink: ledger.sink }, [
        [METRICS.received, ledger.received],
        ...OUTCOMES.map((outcome) => [METRICS[outcome], ledger[outcome]] as const),
      ]);
    }
    write({ Environment: environment }, [
      [METRICS.undelivered, ledgers.reduce((sum, { undelivered }) => sum + undelivered, 0)],
      [METRICS.redactionFailures, redactionFailures],
      [METRICS.decodeFailures, payload === "refused" ? 1 : 0],
      [METRICS.controlMessages, payload === "control" ? 1 : 0],
    ]);
  };
}
