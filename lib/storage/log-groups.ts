import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type LogId, logGroupName, LOGS } from "../../catalog";
import { type EnvironmentConfig, retentionDaysOf } from "../../config";
import { createDataProtectionPolicy } from "./data-protection";
import { asRetention } from "./retention";
import { retainAlways } from "./removal-policies";

export interface LogGroupsProps {
  readonly config: EnvironmentConfig;
  /** Encrypts every log group. The key policy must admit CloudWatch Logs. */
  readonly key: kms.IKey;
}

/**
 * One log group for each log of the catalogue, with retention and data protection policy. With `deletionProtection`,
 * the log groups remain when their stack is deleted, and CloudWatch Logs refuses to delete them until deletion
 * protection is turned off.
 */
export class LogGroups extends Construct {
  readonly byLog: Readonly<Record<LogId, logs.LogGroup>>;

  constructor(scope: Construct, id: string, { config, key }: LogGroupsProps) {
    super(scope, id);

    const { environment, deletionProtection } = config;
    this.byLog = Object.fromEntries(
      LOGS.map((log) => [
        log.id,
        new logs.LogGroup(this, log.id, {
          logGroupName: logGroupName(environment, log.id),
          encryptionKey: key,
          retention: asRetention(retentionDaysOf(config, log)),
          dataProtectionPolicy: createDataProtectionPolicy(this, environment),
          deletionProtectionEnabled: deletionProtection,
          removalPolicy: retainAlways(deletionProtection),
        }),
      ]),
    ) as Record<LogId, logs.LogGroup>;
  }
}
