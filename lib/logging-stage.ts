import { Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stackName } from "../catalog";
import {
  archiveOf,
  type EnvironmentConfig,
  forwarderLogGroupName,
  forwarderLogGroupNames,
  hasBastion,
  sinksOf,
} from "../config";
import { AccessStack } from "./access/access-stack";
import { ArchiveStack } from "./archive/archive-stack";
import { ForwardingStack } from "./forwarding/forwarding-stack";
import { BastionStack } from "./bastion/bastion-stack";
import { HostStack } from "./host/host-stack";
import { MonitoringStack } from "./monitoring/monitoring-stack";
import { SearchStack } from "./search/search-stack";
import { StorageStack } from "./storage/storage-stack";

export interface LoggingStageProps {
  readonly config: EnvironmentConfig;
}

/**
 * All stacks of one environment. Storage, Search, Forwarding, Archive and Monitoring are in the order of a log event's
 * path; Bastion is the people's way to a domain in a VPC, Access has the roles, and Host installs what writes and sends the log files.
 */
export class LoggingStage extends Stage {
  constructor(scope: Construct, id: string, { config }: LoggingStageProps) {
    const { environment, account, region } = config;
    super(scope, id, { env: { region, ...(account && { account }) } });

    const props = (id: string) => ({
      config,
      stackName: stackName(environment, id),
      terminationProtection: config.deletionProtection,
    });
    const { key, groups, findings, trail } = new StorageStack(this, "Storage", props("Storage"));
    // CloudFormation rejects a stack without resources. An environment without a search engine therefore has no Search
    // stack, and an environment without sinks has no Forwarding stack.
    const search =
      config.search.kind === "none"
        ? undefined
        : new SearchStack(this, "Search", { ...props("Search"), key });
    // Before Monitoring, which watches the retention of every log group.
    const bastion =
      hasBastion(config.search) && search?.domain && search.network
        ? new BastionStack(this, "Bastion", {
            ...props("Bastion"),
            key,
            domain: search.domain,
            network: search.network,
          })
        : undefined;
    const forwarding =
      sinksOf(config).length === 0
        ? undefined
        : new ForwardingStack(this, "Forwarding", {
            ...props("Forwarding"),
            groups,
            key,
            engine: search?.engine,
          });
    const access = new AccessStack(this, "Access", {
      ...props("Access"),
      forwarderLogGroupNames: forwarderLogGroupNames(config),
    });
    const archiveSettings = archiveOf(config);
    const archive =
      archiveSettings && forwarding
        ? new ArchiveStack(this, "Archive", {
            ...props("Archive"),
            archive: archiveSettings,
            groups,
            key,
            redactionKey: forwarding.redactionKey,
          })
        : undefined;
    // The policies of the bucket and of its keys name the role of the auditors.
    archive?.addStackDependency(access);
    const monitoring = new MonitoringStack(this, "Monitoring", {
      ...props("Monitoring"),
      key,
      groups: { ...groups, findings },
      forwarding: forwarding?.watched,
      archive: archive?.watched,
      forwarderLogGroupName: forwarderLogGroupName(config),
      domain: search?.domain,
      serverAccessLogsBuckets: [
        trail?.serverAccessLogsBucket,
        forwarding?.watched.serverAccessLogsBucket,
        archive?.watched.serverAccessLogsBucket,
      ].filter((bucket) => bucket !== undefined),
    });
    bastion?.pageOnOtherUse(monitoring.alertTargets);
    new HostStack(this, "Host", props("Host"));
  }
}
