import {
  type Alarm,
  type AlarmId,
  ALARMS,
  conditionsOf,
  type LogAlarmQuery,
  logAlarmQuery,
  type WatchedMetric,
} from "../catalog";
import { archiveOf } from "./archive";
import type { EnvironmentConfig } from "./schema";
import { sinksOf } from "./sinks";

const hasForwarder = (config: EnvironmentConfig) => sinksOf(config).length > 0;
const hasWebhook = ({ alarms }: EnvironmentConfig) => alarms.notify.some(({ kind }) => kind === "webhook");
const hasArchive = (config: EnvironmentConfig) => archiveOf(config) !== undefined;
const hasTopology = (topology: EnvironmentConfig["forwarding"]["topology"]) => (config: EnvironmentConfig) =>
  hasForwarder(config) && config.forwarding.topology === topology;

/** Whether an environment has the resource that emits the metric. */
const HAS_SOURCE: Readonly<Record<WatchedMetric["source"], (config: EnvironmentConfig) => boolean>> = {
  log: () => true,
  "log-group": () => true,
  percent: () => true,
  percentile: () => true,
  "steady-log": ({ alarms }) => alarms.continuousTraffic,
  platform: hasForwarder,
  subscription: hasForwarder,
  forwarder: hasForwarder,
  "direct-forwarder": hasTopology("direct"),
  "kinesis-forwarder": hasTopology("kinesis"),
  replay: hasForwarder,
  "replay-queue": hasForwarder,
  "replay-dead-letter-queue": hasForwarder,
  "undelivered-queue": () => true,
  "on-failure-queue": hasForwarder,
  notifier: () => true,
  "notification-webhook": hasWebhook,
  "notification-webhook-queue": hasWebhook,
  "notification-webhook-dead-letter-queue": hasWebhook,
  "archive-retry-queue": hasArchive,
  "archive-dead-letter-queue": hasArchive,
  "archive-delivery": hasArchive,
  archive: hasArchive,
  domain: ({ search }) => search.kind === "domain",
};

/** The alarms of the catalogue whose metrics exist in the environment. */
export function alarmsOf(config: EnvironmentConfig): readonly (Alarm & { readonly id: AlarmId })[] {
  return ALARMS.filter((alarm) =>
    conditionsOf(alarm).every(({ metric }) => HAS_SOURCE[metric.source](config)),
  );
}

/** The alarms of the environment that are log alarms, with their queries. */
export function logAlarmsOf(
  config: EnvironmentConfig,
): readonly { readonly alarm: Alarm; readonly query: LogAlarmQuery }[] {
  if (!config.alarms.logAlarms) return [];
  return alarmsOf(config).flatMap((alarm) => {
    const query = logAlarmQuery(alarm);
    return query ? [{ alarm, query }] : [];
  });
}
