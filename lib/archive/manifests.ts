import { Duration, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { archiveScheduleName } from "../../catalog";
import {
  type ArchiveConfig,
  type EnvironmentConfig,
  FUNCTION_MEMORY_MIB,
  reservedConcurrencyOf,
} from "../../config";
import type { ArchiveManifestVariables } from "../../lambda/archive-manifest/settings";
import { NodeFunction } from "../functions/node-function";
import type { ArchiveBucket } from "./archive-bucket";
import { grantSign } from "./archive-key";
import type { RetryQueue } from "./retry-queue";

export interface ManifestsProps {
  readonly config: EnvironmentConfig;
  readonly archive: ArchiveConfig;
  readonly archiveBucket: ArchiveBucket;
  readonly signingKey: kms.Key;
  /** The environment's key, for the function's log group. */
  readonly logGroupKey: kms.IKey;
  /** Its dead-letter queue receives the runs that failed. */
  readonly retryQueue: RetryQueue;
}

/** The maximum of Lambda: the function hashes every object of an hour. */
const TIMEOUT = Duration.minutes(15);

/**
 * The function that writes a signed manifest of each hour, a quarter past the next one. A run that fails twice leaves its
 * event in the dead-letter queue; the next run writes the manifests that are missing.
 */
export class Manifests extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: ManifestsProps) {
    super(scope, id);

    const { config, archive, archiveBucket, signingKey, logGroupKey, retryQueue } = props;
    const { environment } = config;
    const variables: ArchiveManifestVariables = {
      ENVIRONMENT: environment,
      ARCHIVE_BUCKET: archiveBucket.bucket.bucketName,
      ARCHIVE_RETENTION_YEARS: String(archive.retentionYears),
      SIGNING_KEY_ARN: signingKey.keyArn,
    };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "archive-manifest",
      name: "archive-manifest",
      description: `writes the manifests of the audit archive of ${environment}`,
      config,
      key: logGroupKey,
      variables: { ...variables },
      timeout: TIMEOUT,
      memoryMiB: FUNCTION_MEMORY_MIB.archiveManifest,
      reservedConcurrency: reservedConcurrencyOf(config, "archive-manifest"),
      failureHandling: "destination",
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      onFailure: { bind: () => ({ destination: retryQueue.deadLetterQueue.queueArn }) },
    });
    this.function = fn;
    archiveBucket.grantWriteManifests(role);
    grantSign(signingKey, role);
    retryQueue.grantGiveUp(role);
    this.schedule(environment, retryQueue);
  }

  /** The CDK's target would let the rule invoke the function without naming its account. */
  private schedule(environment: string, { deadLetterQueue }: RetryQueue): void {
    const rule = new events.Rule(this, "Schedule", {
      ruleName: archiveScheduleName(environment),
      description: `starts the manifest of each hour of the audit archive of ${environment}`,
      schedule: events.Schedule.cron({ minute: "15" }),
    });
    rule.addTarget({
      bind: () => ({
        arn: this.function.functionArn,
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
      }),
    });
    const { account } = Stack.of(this);
    this.function.addPermission("Schedule", {
      principal: new iam.ServicePrincipal("events.amazonaws.com"),
      sourceArn: rule.ruleArn,
      sourceAccount: account,
    });
    deadLetterQueue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "AllowSchedule",
        principals: [new iam.ServicePrincipal("events.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [deadLetterQueue.queueArn],
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnEquals: { "aws:SourceArn": rule.ruleArn },
        },
      }),
    );
  }
}
