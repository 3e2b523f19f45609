import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  paginateListQueues,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import {
  LAMBDA_FAILURES_PREFIX,
  PARKED_PREFIX,
  parkingBucketName,
  QUARANTINE_PREFIX,
  REMAINDER_PREFIX,
  stackName,
} from "../../catalog";

/** Where events wait, for a replay or for a person. */
export interface PendingEvents {
  readonly location: string;
  readonly count: number;
}

/** Objects in each folder of the parking bucket, and messages on each queue of the forwarding stack. */
export async function pendingEvents(
  { s3, sqs }: { readonly s3: S3Client; readonly sqs: SQSClient },
  environment: string,
  account: string,
): Promise<PendingEvents[]> {
  const folders = [PARKED_PREFIX, REMAINDER_PREFIX, QUARANTINE_PREFIX, LAMBDA_FAILURES_PREFIX];
  const inFolders = folders.map(async (folder) => ({
    location: folder,
    count: (await listObjectKeys(s3, parkingBucketName(environment, account), folder)).length,
  }));
  return [...(await Promise.all(inFolders)), ...(await queuedMessages(sqs, environment))];
}

/** Messages on each queue of the forwarding stack. */
export async function queuedMessages(sqs: SQSClient, environment: string): Promise<PendingEvents[]> {
  const urls: string[] = [];
  const QueueNamePrefix = stackName(environment, "Forwarding");
  for await (const { QueueUrls } of paginateListQueues({ client: sqs }, { QueueNamePrefix }))
    urls.push(...(QueueUrls ?? []));
  return Promise.all(
    urls.map(async (url) => ({
      location: url.slice(url.lastIndexOf("/") + 1),
      count: await countMessages(sqs, url),
    })),
  );
}

/** Keys of the objects under a prefix. */
export async function listObjectKeys(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
    keys.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
  return keys;
}

/** Messages on a queue, those hidden from its readers too. */
async function countMessages(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  const attribute = (name: QueueAttributeName) => Number(Attributes[name] ?? 0);
  const visible = attribute("ApproximateNumberOfMessages");
  const inFlight =
    attribute("ApproximateNumberOfMessagesNotVisible") + attribute("ApproximateNumberOfMessagesDelayed");
  // No function reads the on-failure queue, so the test message of S3 stays on it.
  const tests =
    visible > 0 && QueueUrl.includes("OnFailureQueue") ? await countTestEvents(client, QueueUrl) : 0;
  return visible + inFlight - tests;
}

async function countTestEvents(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.filter(({ Body = "" }) => Body.includes('"s3:TestEvent"')).length;
}
