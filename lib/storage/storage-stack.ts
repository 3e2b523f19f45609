import { Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import {
  alarmTopicName,
  findingsLogGroupName,
  functionLogGroupName,
  type LogId,
  logGroupName,
  LOGS,
  notificationTopicName,
  searchLogGroupName,
  SEVERITIES,
  undeliveredQueueName,
} from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { EncryptionKey } from "./encryption-key";
import { FindingsLog } from "./findings-log";
import { LogGroups } from "./log-groups";
import { Trail } from "./trail";

export interface StorageStackProps extends StackProps {
  readonly config: EnvironmentConfig;
}

/**
 * Stores the logs: the environment's KMS key, its log groups, the log group for findings of masking, and the CloudTrail
 * trail of an account that has none.
 */
export class StorageStack extends Stack {
  /**
   * Encrypts log groups, search domain, trail, and the topics and queues of notifications. The key policy admits CloudWatch
   * Logs for the environment's log groups, CloudWatch alarms, the notification topics, tamper alerts and the trail.
   */
  readonly key: kms.IKey;
  readonly groups: Readonly<Record<LogId, logs.LogGroup>>;
  /** The log group for findings of masking. */
  readonly findings: logs.LogGroup;
  /** Absent where the account already has a trail. */
  readonly trail: Trail | undefined;

  constructor(scope: Construct, id: string, { config, ...props }: StorageStackProps) {
    super(scope, id, props);

    const { environment, deletionProtection, audit } = config;
    const createsTrail = audit.trail === "create";
    this.key = new EncryptionKey(this, "EncryptionKey", {
      alias: `inventorysync/${environment}`,
      logGroupNames: [
        ...LOGS.map((log) => logGroupName(environment, log.id)),
        functionLogGroupName(environment, "*"),
        searchLogGroupName(environment, "*"),
        findingsLogGroupName(environment),
      ],
      topicNames: SEVERITIES.flatMap((severity) => [
        alarmTopicName(environment, severity),
        notificationTopicName(environment, severity),
      ]),
      tamperAlertTopicName: alarmTopicName(environment, "page"),
      undeliveredQueueName: undeliveredQueueName(environment),
      trailArn: createsTrail ? Trail.arnOf(this, environment) : undefined,
      retain: deletionProtection,
    }).key;
    const findings = new FindingsLog(this, "FindingsLog", { config, key: this.key });
    const groups = new LogGroups(this, "LogGroups", { config, key: this.key });
    groups.node.addDependency(findings);
    this.findings = findings.group;
    this.groups = groups.byLog;
    this.trail = createsTrail ? new Trail(this, "Trail", { config, key: this.key }) : undefined;
  }
}
