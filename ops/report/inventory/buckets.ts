import {
  LAMBDA_FAILURES_PREFIX,
  logById,
  LOGS,
  PARKED_PREFIX,
  PARKED_RETENTION_DAYS,
  QUARANTINE_PREFIX,
  REMAINDER_PREFIX,
} from "../../../catalog";
import { type EnvironmentConfig, retentionDaysOf, sinksOf } from "../../../config";
import { formatDays } from "./format-days";
import type { InventoryEntry } from "./inventory-entry";
import { ADMINISTRATORS } from "./readers";

/** What the platform keeps in Amazon S3. */
export function bucketLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  return [...trail(config), ...parking(config), ...serverAccessLogs(config)];
}

function trail(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (config.audit.trail !== "create") return [];
  return [
    {
      log: "CloudTrail",
      content: "API calls of the account, and each access to an object of the parking bucket",
      dataClass: "audit",
      service: "Amazon S3",
      name: "bucket of the trail",
      ...formatDays(retentionDaysOf(config, logById("audit"))),
      readers: [ADMINISTRATORS],
      personalData: "role names and addresses of the people who called AWS",
    },
  ];
}

function parking(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (sinksOf(config).length === 0) return [];
  const longest = Math.max(...LOGS.map((log) => retentionDaysOf(config, log)));
  const common = { dataClass: "audit", service: "Amazon S3" } as const;
  return [
    {
      ...common,
      log: "parked events",
      content: "log events that a sink could not accept yet",
      name: `parking bucket, ${PARKED_PREFIX} and ${REMAINDER_PREFIX}`,
      ...formatDays(PARKED_RETENTION_DAYS),
      readers: ["the replay", ADMINISTRATORS],
      personalData: "as the sink would receive it: redacted",
    },
    {
      ...common,
      log: "failed invocations",
      content: "payloads of CloudWatch Logs that the forwarder could not process",
      name: `parking bucket, ${LAMBDA_FAILURES_PREFIX}`,
      ...formatDays(PARKED_RETENTION_DAYS),
      readers: [ADMINISTRATORS],
      personalData: "as CloudWatch Logs masks it, before redaction",
    },
    {
      ...common,
      log: "quarantined events",
      content: "log events that a sink rejected, originals of truncated ones, and undecodable payloads",
      name: `parking bucket, ${QUARANTINE_PREFIX}`,
      ...formatDays(longest),
      readers: [ADMINISTRATORS],
      personalData: "redacted, except undecodable payloads, which are as CloudWatch Logs masks them",
    },
  ];
}

function serverAccessLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (!config.deletionProtection) return [];
  return [
    {
      log: "server access logs",
      content: "who requested which object of the buckets above",
      dataClass: "audit",
      service: "Amazon S3",
      name: "buckets for server access logs",
      ...formatDays(retentionDaysOf(config, logById("security"))),
      readers: [ADMINISTRATORS],
      personalData: "role names and addresses of the requesters",
    },
  ];
}
