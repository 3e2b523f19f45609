import { LAMBDA_FAILURES_PREFIX, type SinkName } from "../../catalog";
import { parseObject } from "../../lambda/shared/json";
import type { DeliveryClients, DeliveryResources } from "./delivery-resources";
import { contentOf, failedInvocation, type FailedInvocation } from "./failed-invocation";
import { sinkOfKey } from "./list-objects";
import type { ParkingBucket } from "./parking-bucket";
import { handleMessages } from "./queue-messages";
import { readStoredContent, summarizeStored } from "./stored-events";

export const DEAD_LETTER_PLACES = {
  deadLetterQueue: "dead-letter queue",
  onFailureQueue: "on-failure queue",
  bucket: "parking bucket",
} as const;

/** Events that nothing retries any more. */
export interface DeadLetter {
  readonly place: (typeof DEAD_LETTER_PLACES)[keyof typeof DEAD_LETTER_PLACES];
  /** The sinks that may lack the events. */
  readonly sinks: readonly SinkName[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The object with the events; none if the message contains them. */
  readonly key?: string;
  readonly events: number;
  /** Number of events of each log. */
  readonly logs?: Readonly<Record<string, number>>;
  readonly oldest?: number;
  readonly reason: string;
}

/** How long a message is hidden from others while it is listed, in seconds. */
const LIST_SECONDS = 60;

export interface DeadLetterSource {
  readonly clients: DeliveryClients;
  readonly resources: DeliveryResources;
  readonly bucket: ParkingBucket;
  readonly environment: string;
}

/** Reads the dead letters of all queues, and the discarded Kinesis batches in the bucket. Consumes no message. */
export async function listDeadLetters(
  source: DeadLetterSource,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const queues = [
    ...source.resources.pipelines.map(({ deadLetterQueueUrl }) =>
      ofDeadLetterQueue(source, deadLetterQueueUrl, limit),
    ),
    ofOnFailureQueue(source, limit),
  ];
  const found = (await Promise.all(queues)).flat();
  for await (const { key, storedAt } of source.bucket.list(LAMBDA_FAILURES_PREFIX)) {
    if (found.length >= limit) break;
    const invocation = await readDiscardedBatch(source.bucket, key);
    if (invocation) found.push({ ...ofInvocation(source, invocation, storedAt, "bucket"), key });
  }
  return found.slice(0, limit);
}

/** A Kinesis batch that Lambda discarded; undefined if the object does not exist. */
export async function readDiscardedBatch(
  bucket: ParkingBucket,
  key: string,
): Promise<FailedInvocation | undefined> {
  const body = await bucket.read(key);
  return body && failedInvocation(parseObject(Buffer.from(body).toString("utf8")));
}

/** The sinks of the forwarder that failed; all sinks of the environment if it is not one of its forwarders. */
export function sinksOfFunction(
  { pipelines }: DeliveryResources,
  functionArn: string | undefined,
): readonly SinkName[] {
  const pipeline = pipelines.find(({ forwarderArn }) => forwarderArn === functionArn);
  return pipeline?.sinks ?? pipelines.flatMap(({ sinks }) => sinks);
}

async function ofDeadLetterQueue(
  { clients, bucket }: DeadLetterSource,
  queueUrl: string,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const found: DeadLetter[] = [];
  await handleMessages(
    clients.sqs,
    queueUrl,
    { limit, visibilityTimeout: LIST_SECONDS },
    async ({ message, sentAt }) => {
      const keys = message.kind === "objects" ? message.keys : [];
      for (const key of keys) found.push(await ofParkedObject(bucket, key, sentAt));
      if (keys.length === 0)
        found.push({
          ...{ place: DEAD_LETTER_PLACES.deadLetterQueue, sinks: [], at: sentAt, events: 0 },
          reason: "the message names no parked object",
        });
      return "keep";
    },
  );
  return found;
}

async function ofParkedObject(bucket: ParkingBucket, key: string, at: number): Promise<DeadLetter> {
  const sink = sinkOfKey(key);
  const letter = { place: DEAD_LETTER_PLACES.deadLetterQueue, sinks: sink ? [sink] : [], at, key };
  const content = await readStoredContent(bucket, key);
  if (!content)
    return { ...letter, events: 0, reason: "the object is gone: a replay has settled its events" };
  const { events, oldest, reasons } = summarizeStored(content);
  return {
    ...letter,
    events,
    ...(oldest !== undefined && { oldest }),
    reason: reasons[0]?.reason ?? "no reason given",
  };
}

/** A message that names an object is left out: the object itself is listed, with or without a message. */
async function ofOnFailureQueue(source: DeadLetterSource, limit: number): Promise<readonly DeadLetter[]> {
  const { onFailureQueueUrl } = source.resources;
  const found: DeadLetter[] = [];
  if (onFailureQueueUrl === undefined) return found;
  await handleMessages(
    source.clients.sqs,
    onFailureQueueUrl,
    { limit, visibilityTimeout: LIST_SECONDS },
    ({ message, sentAt }) => {
      if (message.kind === "invocation")
        found.push(ofInvocation(source, failedInvocation(message.record), sentAt, "onFailureQueue"));
      if (message.kind === "unknown")
        found.push({
          ...{ place: DEAD_LETTER_PLACES.onFailureQueue, sinks: [], at: sentAt, events: 0 },
          reason: "the message is neither of Lambda nor of Amazon S3",
        });
      return Promise.resolve("keep");
    },
  );
  return found;
}

function ofInvocation(
  { resources, environment }: DeadLetterSource,
  invocation: FailedInvocation,
  at: number,
  place: keyof typeof DEAD_LETTER_PLACES,
): DeadLetter {
  const { undecodablePayloads, ...content } = contentOf(invocation, environment);
  const undecodable = undecodablePayloads > 0 ? ` (${undecodablePayloads} payloads cannot be decoded)` : "";
  return {
    place: DEAD_LETTER_PLACES[place],
    sinks: sinksOfFunction(resources, invocation.functionArn),
    at,
    ...content,
    reason: invocation.reason + undecodable,
  };
}
