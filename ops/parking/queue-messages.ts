import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { keyOf } from "../../lambda/replay/event-notification";
import { type JsonObject, parseObject } from "../../lambda/shared/json";

/** A message of a dead-letter queue or of the on-failure queue. */
export type QueueMessage =
  /** Amazon S3 checks that it can send to the queue. The message has no events. */
  | { readonly kind: "test" }
  /** An S3 event notification. */
  | { readonly kind: "objects"; readonly keys: readonly string[]; readonly body: string }
  /** The record of a failed asynchronous invocation, with its event. */
  | { readonly kind: "invocation"; readonly record: JsonObject }
  | { readonly kind: "unknown" };

export interface ReceivedMessage {
  readonly message: QueueMessage;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

export interface ReceiveOptions {
  /** @default - all messages */
  readonly limit?: number;
  /** For how long a message is hidden from others, in seconds: at least as long as `handle` takes. */
  readonly visibilityTimeout: number;
}

/** How long a receive waits for messages, in seconds. A long poll asks every server of the queue, a short one only some. */
const WAIT_SECONDS = 1;

/**
 * Passes every message of a queue to `handle`, one after the other, and deletes those for which it returns `delete`. The
 * others are visible again afterwards, also if `handle` rejects. A message of an interrupted process is visible again
 * after the visibility timeout.
 */
export async function handleMessages(
  client: SQSClient,
  QueueUrl: string,
  { limit = Infinity, visibilityTimeout }: ReceiveOptions,
  handle: (received: ReceivedMessage) => Promise<"keep" | "delete">,
): Promise<void> {
  const kept: string[] = [];
  const handled = new Set<string>();
  try {
    while (handled.size < limit) {
      const [message] = await receive(client, QueueUrl, visibilityTimeout);
      // A message that comes again is visible again, because this took longer than the visibility timeout.
      if (!message || handled.has(message.MessageId ?? "")) return;
      const { MessageId = "", ReceiptHandle = "", Attributes, Body = "" } = message;
      kept.push(ReceiptHandle);
      const sentAt = Number(Attributes?.SentTimestamp ?? 0);
      if ((await handle({ message: parseMessage(Body), sentAt })) === "delete") {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        kept.pop();
      }
      handled.add(MessageId);
    }
  } finally {
    for (const ReceiptHandle of kept)
      await client
        .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
        // Its visibility timeout has ended already.
        .catch(() => undefined);
  }
}

async function receive(
  client: SQSClient,
  QueueUrl: string,
  VisibilityTimeout: number,
): Promise<readonly Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl, VisibilityTimeout, MaxNumberOfMessages: 1, WaitTimeSeconds: WAIT_SECONDS },
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  return Messages;
}

export function parseMessage(body: string): QueueMessage {
  const content = parseObject(body);
  const { Event: event, Records: records, requestPayload } = content;
  if (event === "s3:TestEvent") return { kind: "test" };
  if (Array.isArray(records))
    return { kind: "objects", keys: records.flatMap((one) => keyOf(one) ?? []), body };
  if (requestPayload !== undefined) return { kind: "invocation", record: content };
  return { kind: "unknown" };
}
