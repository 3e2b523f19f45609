import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import {
  findingsLogGroupName,
  logGroupName,
  LOGS,
  roleName,
  searchLogGroupName,
  SESSION_LOG,
} from "../../catalog";
import { archiveOf, type EnvironmentConfig, hasBastion } from "../../config";
import { DebugOperator } from "./debug-operator";
import { grantApplicationSecrets } from "./host-secrets";
import { grantArchive } from "./archive-access";
import { GithubRoles } from "./github-roles";
import { LogReader } from "./log-reader";
import { LogWriter } from "./log-writer";
import { grantSystemsManager } from "./managed-host";
import { grantTunnel } from "./tunnel-access";
import { grantSearch } from "./search-access";

export interface AccessStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  /** The log groups whose lines summarize invocations. */
  readonly forwarderLogGroupNames: readonly string[];
}

/**
 * The IAM roles: a writer for each host group, the reader, the auditor and the operator, and those of the GitHub workflows. The names of log groups, domain and roles are fixed. This stack therefore
 * depends on no other stack, and the domain can map a role before the role exists.
 */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { config, forwarderLogGroupNames, ...props }: AccessStackProps) {
    super(scope, id, props);

    const { environment } = config;
    const hasDomain = config.search.kind === "domain";
    const operational = LOGS.filter(({ dataClass }) => dataClass === "operational").map(({ id }) => id);
    const all = LOGS.map(({ id }) => id);

    for (const hostGroup of Object.keys(config.hosts)) {
      const { role } = new LogWriter(this, `Writer-${hostGroup}`, { config, hostGroup });
      grantSystemsManager(role, environment, hostGroup);
      grantApplicationSecrets(role, config, hostGroup);
    }
    if (config.github) new GithubRoles(this, "Github", { environment, ...config.github });
    const reader = new LogReader(this, "Reader", {
      roleName: roleName(environment, "reader"),
      description: `engineers on InventorySync in ${environment}: read operational logs, masked`,
      assumableBy: config.access.reader,
      environment,
      logGroupNames: [
        ...operational.map((log) => logGroupName(environment, log)),
        // An engineer who fixes what the application logs must see which kind of secret it wrote, and when.
        findingsLogGroupName(environment),
        // Their lines contain counts and no log text. A saved query reads them.
        ...forwarderLogGroupNames,
      ],
    });
    const auditor = new LogReader(this, "Auditor", {
      roleName: roleName(environment, "auditor"),
      description: `auditors of InventorySync in ${environment}: read every log, unmasked`,
      assumableBy: config.access.auditor,
      environment,
      logGroupNames: [
        ...all.map((log) => logGroupName(environment, log)),
        findingsLogGroupName(environment),
        // Their lines contain counts and no log text. A saved query reads them.
        ...forwarderLogGroupNames,
        // The audit log of the domain records which role sent which search.
        ...(hasDomain ? [searchLogGroupName(environment, "audit")] : []),
        // Who started a session on the bastion.
        ...(hasBastion(config.search) ? [searchLogGroupName(environment, SESSION_LOG)] : []),
      ],
      unmask: true,
    });
    if (archiveOf(config)) grantArchive(auditor.role, environment);
    new DebugOperator(this, "DebugOperator", { config });
    if (hasDomain) {
      grantSearch(reader.role, environment, operational);
      grantSearch(auditor.role, environment, all);
    }
    if (hasBastion(config.search)) for (const { role } of [reader, auditor]) grantTunnel(role, environment);
  }
}
