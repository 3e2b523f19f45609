import { type Alarm, LOG_METRICS, type Metric, METRICS, type WatchedMetric } from "../../../../catalog";
import { alarmsOf, deliveryFunctionsOf, type EnvironmentConfig, sinksOf } from "../../../../config";
import { costRow } from "../cost-row";
import type { ServiceCost } from "./service-cost";

/** The custom metrics, and the metrics that the alarms evaluate. Metrics of AWS services and metric filters are free. */
export const cloudWatch: ServiceCost = (config, _, prices) => [
  costRow(prices, "customMetric", { item: "custom metrics", quantity: customMetricsOf(config), fixed: true }),
  costRow(prices, "alarmMetric", {
    item: `metrics of ${alarmsOf(config).length} alarms`,
    quantity: alarmsOf(config).reduce((sum, alarm) => sum + alarmMetricsOf(config, alarm), 0),
    fixed: true,
  }),
];

/** Those of the functions, once per sink or once per environment, and those of the metric filters. */
export function customMetricsOf(config: EnvironmentConfig): number {
  const sinks = sinksOf(config).length;
  const metrics: readonly Metric[] = Object.values(METRICS);
  const perSink = metrics.filter(({ dimensions }) => dimensions.includes("Sink")).length;
  return (sinks === 0 ? 0 : perSink * sinks + (metrics.length - perSink)) + Object.keys(LOG_METRICS).length;
}

/** An alarm over several functions or queues is billed for the metric of each. */
export function alarmMetricsOf(config: EnvironmentConfig, { metric }: Alarm): number {
  const pipelines = deliveryFunctionsOf(config, "forwarder").length;
  const count: Readonly<Record<WatchedMetric["source"], number>> = {
    log: 1,
    platform: 1,
    forwarder: pipelines,
    "direct-forwarder": pipelines,
    "kinesis-forwarder": pipelines,
    replay: pipelines,
    // The visible and the invisible messages.
    "replay-queue": 2 * pipelines,
    "replay-dead-letter-queue": pipelines,
    "on-failure-queue": 1,
    domain: 1,
  };
  return count[metric.source];
}
