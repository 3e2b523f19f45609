import { Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { functionLogGroupName, type LogId, logGroupName, LOGS, searchLogGroupName } from "../catalog";
import type { EnvironmentConfig } from "../config";
import { EncryptionKey } from "./encryption-key";
import { LogGroups } from "./log-groups";

export interface StorageStackProps extends StackProps {
  readonly config: EnvironmentConfig;
}

/** What keeps the logs: the environment's key and its log groups. */
export class StorageStack extends Stack {
  /** Encrypts all of the environment; admits CloudWatch Logs for its groups, and its alarms. */
  readonly key: kms.IKey;
  readonly groups: Readonly<Record<LogId, logs.LogGroup>>;

  constructor(scope: Construct, id: string, { config, ...props }: StorageStackProps) {
    super(scope, id, props);

    const { environment, deletionProtection } = config;
    this.key = new EncryptionKey(this, "EncryptionKey", {
      alias: `inventorysync/${environment}`,
      logGroupNames: [
        ...LOGS.map((log) => logGroupName(environment, log.id)),
        functionLogGroupName(environment, "*"),
        searchLogGroupName(environment, "*"),
      ],
      retain: deletionProtection,
    }).key;
    this.groups = new LogGroups(this, "LogGroups", { config, key: this.key }).byLog;
  }
}
