import { type Alarm, ALARMS, type WatchedMetric } from "../catalog";
import type { EnvironmentConfig } from "./schema";
import { sinksOf } from "./sinks";

const hasForwarder = (config: EnvironmentConfig) => sinksOf(config).length > 0;
const hasTopology = (topology: EnvironmentConfig["forwarding"]["topology"]) => (config: EnvironmentConfig) =>
  hasForwarder(config) && config.forwarding.topology === topology;

/** Whether an environment has the resource that emits the metric. */
const HAS_SOURCE: Readonly<Record<WatchedMetric["source"], (config: EnvironmentConfig) => boolean>> = {
  log: () => true,
  platform: hasForwarder,
  forwarder: hasForwarder,
  "direct-forwarder": hasTopology("direct"),
  "kinesis-forwarder": hasTopology("kinesis"),
  replay: hasForwarder,
  "replay-queue": hasForwarder,
  "replay-dead-letter-queue": hasForwarder,
  "on-failure-queue": hasForwarder,
  domain: ({ search }) => search.kind === "domain",
};

/** The alarms of the catalogue whose metric exists in the environment. */
export function alarmsOf(config: EnvironmentConfig): readonly Alarm[] {
  return ALARMS.filter(({ metric }) => HAS_SOURCE[metric.source](config));
}
