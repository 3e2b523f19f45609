import {
  type DeliveryFunctionName,
  deliveryFunctionName,
  type DeliveryName,
  functionLogGroupName,
  LOGS,
  type Log,
  SINK_NAMES,
  type SinkName,
} from "../catalog";
import type { EnvironmentConfig } from "./schema";

const IS_CONFIGURED: Readonly<Record<SinkName, (config: EnvironmentConfig) => boolean>> = {
  opensearch: ({ search }) => search.kind !== "none",
  sentry: ({ sentry }) => sentry !== undefined,
  datadog: ({ datadog }) => datadog !== undefined,
};

/** The sinks of an environment. */
export function sinksOf(config: EnvironmentConfig): readonly SinkName[] {
  return SINK_NAMES.filter((sink) => IS_CONFIGURED[sink](config));
}

/**
 * The log group of the forwarder. Where each sink has a forwarder, the one of the first sink: OpenSearch, which receives
 * every log, or, in an environment without it, a sink that receives some. Undefined without sinks.
 */
export function forwarderLogGroupName(config: EnvironmentConfig): string | undefined {
  const [ofAllSinks, ofFirstSink] = forwarderLogGroupNames(config);
  return config.forwarding.topology === "kinesis" ? ofFirstSink : ofAllSinks;
}

/**
 * The log groups that `forwarderLogGroupName` names in either topology. Permissions list both, so that they do not
 * change with the topology. Empty without sinks.
 */
export function forwarderLogGroupNames(config: EnvironmentConfig): readonly string[] {
  const [first] = sinksOf(config);
  if (first === undefined) return [];
  return [undefined, first].map((sink) =>
    functionLogGroupName(config.environment, deliveryFunctionName("forwarder", sink)),
  );
}

/** The sinks that share a forwarder and a replay: all of them in topology `direct`, each its own in `kinesis`. */
export function sinkGroupsOf(config: EnvironmentConfig): readonly (readonly SinkName[])[] {
  const sinks = sinksOf(config);
  if (sinks.length === 0) return [];
  return config.forwarding.topology === "direct" ? [sinks] : sinks.map((sink) => [sink]);
}

/** The names of the functions that deliver events, in the order of `sinkGroupsOf`. */
export function deliveryFunctionsOf(
  config: EnvironmentConfig,
  delivery: DeliveryName,
): readonly DeliveryFunctionName[] {
  return sinkGroupsOf(config).map((group) => deliveryFunctionOf(config, delivery, group));
}

/** The name of the function that delivers the events of a group of sinks. */
export function deliveryFunctionOf(
  { forwarding }: EnvironmentConfig,
  delivery: DeliveryName,
  [first]: readonly SinkName[],
): DeliveryFunctionName {
  return deliveryFunctionName(delivery, forwarding.topology === "direct" ? undefined : first);
}

/** The logs that at least one of the sinks receives. */
export function logsFor(sinks: readonly SinkName[]): readonly Log[] {
  return LOGS.filter((log: Log) => log.destinations.some((destination) => sinks.includes(destination)));
}
