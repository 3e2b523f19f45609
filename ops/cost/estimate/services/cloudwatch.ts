import {
  type Alarm,
  alarmForm,
  ARCHIVED_LOGS,
  type Condition,
  conditionsOf,
  type EventCount,
  LOG_METRICS,
  type Metric,
  METRICS,
} from "../../../../catalog";
import {
  alarmsOf,
  archiveOf,
  deliveryFunctionsOf,
  type EnvironmentConfig,
  logAlarmsOf,
  logsFor,
  sinksOf,
} from "../../../../config";
import { costRow } from "../cost-row";
import type { ServiceCost } from "./service-cost";

/**
 * The custom metrics, the metrics that the alarms evaluate, the composite alarms, and the dashboard. Metrics of AWS
 * services and metric filters are free. A log alarm is left out: its price is not confirmed; the estimate has the scans of
 * its query.
 */
export const cloudWatch: ServiceCost = (config, _, prices) => {
  const conditions = metricConditionsOf(config);
  return [
    costRow(prices, "customMetric", {
      item: "custom metrics",
      quantity: customMetricsOf(config),
      fixed: true,
    }),
    costRow(prices, "alarmMetric", {
      item: `metrics of ${conditions.length} alarms`,
      quantity: conditions.reduce((sum, condition) => sum + alarmMetricsOf(config, condition), 0),
      fixed: true,
    }),
    costRow(prices, "dashboard", { item: "dashboards", quantity: 1, fixed: true }),
    costRow(prices, "compositeAlarm", {
      item: "composite alarms",
      quantity: compositeAlarmsOf(config).length,
      fixed: true,
    }),
  ];
};

/** The conditions that metric alarms evaluate. */
export function metricConditionsOf(config: EnvironmentConfig): readonly Condition[] {
  const logAlarms = logAlarmsOf(config).map(({ alarm }) => alarm);
  return alarmsOf(config)
    .filter((alarm) => !logAlarms.includes(alarm))
    .flatMap(conditionsOf);
}

/** Those of the functions, once per sink or once per environment, and those of the metric filters. */
export function customMetricsOf(config: EnvironmentConfig): number {
  const sinks = sinksOf(config).length;
  const ofArchive: readonly Metric[] = [METRICS.archived, METRICS.manifests];
  const metrics: readonly Metric[] = Object.values(METRICS).filter(
    (metric) => archiveOf(config) !== undefined || !ofArchive.includes(metric),
  );
  const perSink = metrics.filter(({ dimensions }) => dimensions.includes("Sink")).length;
  return (sinks === 0 ? 0 : perSink * sinks + (metrics.length - perSink)) + Object.keys(LOG_METRICS).length;
}

export function compositeAlarmsOf(config: EnvironmentConfig): readonly Alarm[] {
  return alarmsOf(config).filter((alarm) => alarmForm(alarm).kind === "composite");
}

/** A condition over several functions, queues or log groups is billed for the metric of each. */
export function alarmMetricsOf(config: EnvironmentConfig, { metric }: Condition): number {
  const pipelines = deliveryFunctionsOf(config, "forwarder").length;
  const webhooks = config.alarms.notify.filter(({ kind }) => kind === "webhook").length;
  switch (metric.source) {
    case "log":
    case "log-group":
      return eventMetricsOf(metric);
    case "percent":
      return [metric.part, ...metric.whole].reduce((sum, count) => sum + eventMetricsOf(count), 0);
    // The percentile, and the number of values.
    case "percentile":
      return 2;
    case "subscription":
      return logsFor(sinksOf(config)).length;
    case "forwarder":
    case "direct-forwarder":
    case "kinesis-forwarder":
    case "replay":
    case "replay-dead-letter-queue":
      return pipelines;
    // The visible and the invisible messages.
    case "replay-queue":
      return 2 * pipelines;
    case "notification-webhook":
    case "notification-webhook-dead-letter-queue":
      return webhooks;
    case "notification-webhook-queue":
      return 2 * webhooks;
    // One for each Firehose stream.
    case "archive-delivery":
      return ARCHIVED_LOGS.length;
    // The visible and the invisible messages.
    case "archive-retry-queue":
      return 2;
    case "archive":
    case "archive-dead-letter-queue":
    case "notifier":
    case "undelivered-queue":
    case "steady-log":
    case "platform":
    case "on-failure-queue":
    case "domain":
      return 1;
  }
}

function eventMetricsOf(count: EventCount): number {
  return count.source === "log" ? 1 : count.logs.length;
}
