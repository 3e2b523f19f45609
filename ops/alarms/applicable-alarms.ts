import { type Alarm, ALARMS } from "../../catalog";
import { type EnvironmentConfig, sinksOf } from "../../config";

/** The alarms whose metric exists in an environment, which its deployment creates. */
export function applicableAlarms(config: EnvironmentConfig): readonly Alarm[] {
  return ALARMS.filter((alarm) => isApplicable(alarm, config));
}

function isApplicable({ metric }: Alarm, config: EnvironmentConfig): boolean {
  const { topology } = config.forwarding;
  const hasSinks = sinksOf(config).length > 0;
  switch (metric.source) {
    case "log":
      return true;
    case "domain":
      return config.search.kind === "domain";
    case "direct-forwarder":
      return hasSinks && topology === "direct";
    case "kinesis-forwarder":
      return hasSinks && topology === "kinesis";
    case "platform":
    case "forwarder":
    case "replay":
    case "replay-queue":
    case "replay-dead-letter-queue":
    case "on-failure-queue":
      return hasSinks;
  }
}
