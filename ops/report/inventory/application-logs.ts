import {
  ARCHIVED_LOGS,
  archivedLogPrefix,
  archiveRetentionDays,
  dataStreamName,
  type Log,
  logGroupName,
  LOGS,
  roleName,
  type SinkName,
  sinkTitle,
} from "../../../catalog";
import { archiveOf, type EnvironmentConfig, retentionDaysOf, sinksOf } from "../../../config";
import { formatDays } from "./format-days";
import type { InventoryEntry } from "./inventory-entry";
import { formsAtSinks, MASKED_ON_READ } from "./personal-data";
import { ADMINISTRATORS, readersOf } from "./readers";

/** The logs that InventorySync writes, in every place that keeps them. */
export function applicationLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  return LOGS.flatMap((log) => [
    inLogGroup(config, log),
    ...inStream(config, log),
    ...sinksOf(config)
      .filter((sink) => (log as Log).destinations.includes(sink))
      .map((sink) => atSink(config, log, sink)),
    ...inArchive(config, log),
  ]);
}

function inLogGroup(config: EnvironmentConfig, log: Log): InventoryEntry {
  return {
    ...commonOf(log),
    service: "CloudWatch Logs",
    name: logGroupName(config.environment, log.id),
    ...formatDays(retentionDaysOf(config, log)),
    readers: readersOf(config, log.dataClass),
    personalData: MASKED_ON_READ,
  };
}

/** In topology `direct`, no stream is between log group and forwarder. */
function inStream(config: EnvironmentConfig, log: Log): readonly InventoryEntry[] {
  const isForwarded = sinksOf(config).some((sink) => log.destinations.includes(sink));
  if (config.forwarding.topology === "direct" || !isForwarded) return [];
  return [
    {
      ...commonOf(log),
      service: "Kinesis Data Streams",
      name: `stream of the log ${log.id}`,
      ...formatDays(config.forwarding.kinesis.retentionHours / 24),
      readers: ["the forwarders (before redaction)", ADMINISTRATORS],
      personalData: "as CloudWatch Logs masks it, before redaction",
    },
  ];
}

function atSink(config: EnvironmentConfig, log: Log, sink: SinkName): InventoryEntry {
  const common = { ...commonOf(log), service: sinkTitle(sink), personalData: formsAtSinks(log, config) };
  if (sink === "opensearch")
    return {
      ...common,
      name: dataStreamName(config.environment, log.id),
      ...formatDays(retentionDaysOf(config, log)),
      readers:
        config.search.kind === "domain"
          ? readersOf(config, log.dataClass).map((reader) => reader.replace(/ \(.+$/, " (redacted)"))
          : ["users of the search engine, whom its operator admits"],
    };
  return {
    ...common,
    name: sink === "sentry" ? "events of level ERROR and above" : "",
    retention: `as set in the account at ${sinkTitle(sink)}`,
    readers: [`members of the account at ${sinkTitle(sink)}`],
  };
}

function inArchive(config: EnvironmentConfig, log: Log): readonly InventoryEntry[] {
  const archive = archiveOf(config);
  if (!archive || !ARCHIVED_LOGS.includes(log.id)) return [];
  return [
    {
      ...commonOf(log),
      service: "Amazon S3",
      name: `audit archive, ${archivedLogPrefix(log.id)}`,
      ...formatDays(archiveRetentionDays(archive)),
      readers: [`${roleName(config.environment, "auditor")} (redacted)`],
      personalData: formsAtSinks(log, config),
    },
  ];
}

function commonOf({ id, description, dataClass }: Log) {
  return { log: id, content: description, dataClass };
}
