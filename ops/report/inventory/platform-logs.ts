import {
  DOMAIN_LOG_RETENTION_DAYS,
  findingsLogGroupName,
  FLOW_LOG_RETENTION_DAYS,
  FUNCTION_LOG_RETENTION_DAYS,
  functionLogGroupName,
  logById,
  roleName,
  searchLogGroupName,
  SESSION_LOG,
} from "../../../catalog";
import { type EnvironmentConfig, forwarderLogGroupName, hasBastion, retentionDaysOf } from "../../../config";
import { formatDays } from "./format-days";
import type { InventoryEntry } from "./inventory-entry";
import { ADMINISTRATORS, bothRoles } from "./readers";

const NO_PERSONAL_DATA = "none: counts, names of resources and error codes";

/** The log groups that the platform itself writes. */
export function platformLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  return [
    findings(config),
    ...functionLogs(config),
    ...domainLogs(config),
    ...bastionLogs(config),
    ...networkLogs(config),
  ];
}

function findings(config: EnvironmentConfig): InventoryEntry {
  return {
    log: "findings of masking",
    content: "which kind of sensitive data CloudWatch Logs masked, in which log group and where in the line",
    dataClass: "audit",
    service: "CloudWatch Logs",
    name: findingsLogGroupName(config.environment),
    ...formatDays(retentionDaysOf(config, logById("security"))),
    readers: bothRoles(config),
    personalData: "none: kinds and positions of data, no text",
  };
}

function functionLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  const forwarder = forwarderLogGroupName(config);
  const common = {
    dataClass: "operational",
    service: "CloudWatch Logs",
    ...formatDays(FUNCTION_LOG_RETENTION_DAYS),
    personalData: NO_PERSONAL_DATA,
  } as const;
  return [
    {
      ...common,
      log: "functions",
      content:
        "operations of the platform's functions: invocations, retries, counts of log events, and no log text",
      name: functionLogGroupName(config.environment, "*"),
      readers: [ADMINISTRATORS],
    },
    ...(forwarder === undefined
      ? []
      : [
          {
            ...common,
            log: "forwarder",
            content: "a summary of each invocation of the forwarder, which saved queries read",
            name: forwarder,
            readers: bothRoles(config),
          },
        ]),
  ];
}

function domainLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (config.search.kind !== "domain") return [];
  const common = { service: "CloudWatch Logs", ...formatDays(DOMAIN_LOG_RETENTION_DAYS) };
  const name = (log: string) => searchLogGroupName(config.environment, log);
  return [
    {
      ...common,
      log: "domain audit",
      content: "who sent which request to the OpenSearch domain",
      dataClass: "audit",
      name: name("audit"),
      ...formatDays(retentionDaysOf(config, logById("security"))),
      readers: [`${roleName(config.environment, "auditor")} (unmasked)`],
      personalData: "role names and addresses of people who searched, and their search terms",
    },
    ...(
      [
        ["domain errors", "errors and warnings of the OpenSearch domain", "application"],
        ["slow searches", "searches that took long, with their query", "slow-search"],
        ["slow indexing", "writes that took long, with the beginning of the document", "slow-indexing"],
      ] as const
    ).map(([log, content, group]) => ({
      ...common,
      log,
      content,
      dataClass: "operational" as const,
      name: name(group),
      readers: [ADMINISTRATORS],
      personalData: "search terms and redacted documents",
    })),
  ];
}

function bastionLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (!hasBastion(config.search)) return [];
  const { environment } = config;
  return [
    {
      log: "bastion sessions",
      content: "who started which session on the bastion",
      dataClass: "audit",
      service: "CloudWatch Logs",
      name: searchLogGroupName(environment, SESSION_LOG),
      ...formatDays(retentionDaysOf(config, logById("security"))),
      readers: [`${roleName(environment, "auditor")} (unmasked)`],
      personalData: "role and session names and addresses of people who opened a tunnel",
    },
  ];
}

function networkLogs(config: EnvironmentConfig): readonly InventoryEntry[] {
  if (config.search.kind !== "domain" || config.search.network.kind !== "vpc") return [];
  const common = {
    dataClass: "operational",
    service: "CloudWatch Logs",
    readers: [ADMINISTRATORS],
  } as const;
  return [
    {
      ...common,
      log: "flow logs",
      content: "connections of the domain's VPC",
      name: searchLogGroupName(config.environment, "network"),
      ...formatDays(FLOW_LOG_RETENTION_DAYS),
      personalData: "none: private addresses of the VPC, ports and counts",
    },
    {
      ...common,
      log: "network provider",
      content: "the custom resource that empties the VPC's default security group",
      name: searchLogGroupName(config.environment, "default-security-group"),
      ...formatDays(FUNCTION_LOG_RETENTION_DAYS),
      personalData: NO_PERSONAL_DATA,
    },
  ];
}
