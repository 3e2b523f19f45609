import { Aspects, Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stackName } from "../catalog";
import type { EnvironmentConfig } from "../config";
import { AccessStack } from "./access/access-stack";
import { LogGroupRules } from "./compliance";
import { ForwardingStack } from "./forwarding/forwarding-stack";
import { sinksOf } from "./forwarding/sinks";
import { MonitoringStack } from "./monitoring/monitoring-stack";
import { SearchStack } from "./search/search-stack";
import { StorageStack } from "./storage/storage-stack";

export interface LoggingStageProps {
  readonly config: EnvironmentConfig;
}

/** All of one environment: its stacks, in the order in which a log line meets them. */
export class LoggingStage extends Stage {
  constructor(scope: Construct, id: string, { config }: LoggingStageProps) {
    const { environment, account, region } = config;
    super(scope, id, { env: { region, ...(account && { account }) } });

    const props = (id: string) => ({
      config,
      stackName: stackName(environment, id),
      terminationProtection: config.deletionProtection,
    });
    const { key, groups, findings } = new StorageStack(this, "Storage", props("Storage"));
    // CloudFormation takes no stack without resources, so an environment has none for what it has not.
    const search =
      config.search.kind === "none"
        ? undefined
        : new SearchStack(this, "Search", { ...props("Search"), key });
    const forwarding =
      sinksOf(config).length === 0
        ? undefined
        : new ForwardingStack(this, "Forwarding", {
            ...props("Forwarding"),
            groups,
            key,
            engine: search?.engine,
          });
    new MonitoringStack(this, "Monitoring", {
      ...props("Monitoring"),
      key,
      groups: { ...groups, findings },
      forwarding: forwarding?.watched,
      domain: search?.domain,
    });
    new AccessStack(this, "Access", props("Access"));

    Aspects.of(this).add(new LogGroupRules());
  }
}
