import { Metrics } from "@aws-lambda-powertools/metrics";
import { type Metric, METRIC_NAMESPACE, METRICS } from "../../catalog";
import type { Invocation } from "../forwarder/report";
import { type Ledger, OUTCOMES } from "./ledger";

/**
 * Writes CloudWatch embedded metrics, one line for each sink's ledger and one for the environment.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function metricsWriter(environment: string) {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // Powertools adds a dimension `service` to every metric, and alarms would have to repeat it.
  metrics.clearDefaultDimensions();

  const write = (dimensions: Record<string, string>, values: readonly (readonly [Metric, number])[]) => {
    metrics.addDimensions(dimensions);
    for (const [{ name, unit }, value] of values) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
  const sum = (ledgers: readonly Ledger[], of: "undelivered" | "rejected") =>
    ledgers.reduce((total, ledger) => total + ledger[of], 0);

  return {
    /** What became of events, sink by sink. */
    ledgers(ledgers: readonly Ledger[]): void {
      for (const ledger of ledgers) {
        write({ Environment: environment, Sink: ledger.sink }, [
          [METRICS.received, ledger.received],
          ...OUTCOMES.map((outcome) => [METRICS[outcome], ledger[outcome]] as const),
        ]);
      }
      write({ Environment: environment }, [
        [METRICS.undelivered, sum(ledgers, "undelivered")],
        [METRICS.quarantined, sum(ledgers, "rejected")],
      ]);
    },
    /** What the forwarder was handed. */
    invocation({ controlMessages, refusals, redactionFailures }: Invocation): void {
      write({ Environment: environment }, [
        [METRICS.redactionFailures, redactionFailures],
        [METRICS.decodeFailures, refusals.length],
        [METRICS.controlMessages, controlMessages],
      ]);
    },
  };
}
