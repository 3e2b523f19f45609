import { Duration } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
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
    const schedule = new events.Rule(this, "Schedule", {
      description: `starts the manifest of each hour of the audit archive of ${environment}`,
      schedule: events.Schedule.cron({ minute: "15" }),
    });
    schedule.addTarget(new targets.LambdaFunction(fn));
  }
}
