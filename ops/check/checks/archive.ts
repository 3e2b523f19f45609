import { CloudWatchLogsClient, DescribeSubscriptionFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import {
  archiveBucketName,
  archiveDeliveryStreamName,
  ARCHIVED_LOGS,
  archiveRetentionDays,
  type LogId,
  logGroupName,
} from "../../../catalog";
import { type ArchiveConfig, archiveOf } from "../../../config";
import type { Check, CheckContext } from "../check";
import { deployAgain, unlessProblems, verified } from "../outcome";
import { isArchiver } from "./archiver-filter";
import { ifExists } from "./if-exists";

/**
 * Compares the archive with the configuration. Whether its objects were changed is what `npx logs verify` proves, and an
 * alarm reports a missing manifest.
 */
export const archive: Check = {
  id: "archive",
  item: "security",
  title: "the audit archive is locked, and receives the audit logs",
  appliesTo: (config) => archiveOf(config) !== undefined,
  async run(context) {
    const { environment } = context.config;
    const settings = archiveOf(context.config);
    if (!settings) return verified("the environment has no audit archive");
    const problems = await Promise.all([
      bucketProblems(context, settings),
      ...ARCHIVED_LOGS.flatMap((log) => [streamProblems(context, log), subscriptionProblems(context, log)]),
    ]);
    return unlessProblems(
      problems.flat(),
      `Object Lock in mode ${settings.mode} for ${archiveRetentionDays(settings)} days; an active, encrypted Firehose stream ` +
        `and a subscription filter to the archiver for each of ${ARCHIVED_LOGS.join(", ")}`,
      `${deployAgain(environment)} --revert-drift`,
    );
  },
};

async function bucketProblems(
  { aws, account, config: { environment } }: CheckContext,
  settings: ArchiveConfig,
): Promise<readonly string[]> {
  const client = new S3Client(aws);
  const Bucket = archiveBucketName(environment, account);
  const lock = await ifExists(
    client.send(new GetObjectLockConfigurationCommand({ Bucket })),
    "NoSuchBucket",
    "ObjectLockConfigurationNotFoundError",
  );
  if (!lock) return [`the bucket ${Bucket} does not exist, or has no Object Lock`];
  const { Mode, Days } = lock.ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }));
  const expected = { mode: settings.mode.toUpperCase(), days: archiveRetentionDays(settings) };
  return [
    ...(Mode === expected.mode && Days === expected.days
      ? []
      : [
          `${Bucket} locks objects in mode ${String(Mode)} for ${String(Days)} days, expected ${expected.mode} for ${expected.days} days`,
        ]),
    ...(Status === "Enabled" ? [] : [`${Bucket} is not versioned`]),
  ];
}

async function streamProblems(
  { aws, config: { environment } }: CheckContext,
  log: LogId,
): Promise<readonly string[]> {
  const DeliveryStreamName = archiveDeliveryStreamName(environment, log);
  const found = await ifExists(
    new FirehoseClient(aws).send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
    "ResourceNotFoundException",
  );
  if (!found) return [`the Firehose stream ${DeliveryStreamName} does not exist`];
  const { DeliveryStreamStatus, DeliveryStreamEncryptionConfiguration: encryption } =
    found.DeliveryStreamDescription ?? {};
  return [
    ...(DeliveryStreamStatus === "ACTIVE"
      ? []
      : [`the Firehose stream ${DeliveryStreamName} is ${String(DeliveryStreamStatus)}, expected ACTIVE`]),
    ...(encryption?.Status === "ENABLED" && encryption.KeyType === "CUSTOMER_MANAGED_CMK"
      ? []
      : [`the Firehose stream ${DeliveryStreamName} is not encrypted with a customer-managed key`]),
  ];
}

async function subscriptionProblems(context: CheckContext, log: LogId): Promise<readonly string[]> {
  const { aws, config } = context;
  const group = logGroupName(config.environment, log);
  const { subscriptionFilters = [] } = await new CloudWatchLogsClient(aws).send(
    new DescribeSubscriptionFiltersCommand({ logGroupName: group }),
  );
  for (const { destinationArn = "", filterPattern = "" } of subscriptionFilters)
    if (filterPattern === "" && (await isArchiver(context, destinationArn))) return [];
  return [`${group} has no subscription filter without a pattern to the archiver`];
}
