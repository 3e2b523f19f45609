import {
  DeleteMessageCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Ends a wait that would never end, in milliseconds; the message arrives within a second. */
const HANG_MS = 60_000;
/** Longer than `RECEIVED_FOR_SECONDS`, shorter than the pause of a sink that is down. */
const LONG_POLL_SECONDS = 8;
/** How long a received message is invisible, unless the function extends that. */
const RECEIVED_FOR_SECONDS = 5;

/** The replay queue, while Lambda does not poll it. */
export interface ReplayQueue {
  purge(): Promise<void>;
  /** The S3 event notification of an object, as Lambda passes it to the function. */
  receiveNotificationOf(key: string): Promise<object>;
  /** Whether a message, received before, is visible within a few seconds. */
  becomesVisible(): Promise<boolean>;
}

export function replayQueue(client: SQSClient, QueueUrl: string): ReplayQueue {
  const receive = async (options: {
    readonly VisibilityTimeout: number;
    readonly WaitTimeSeconds: number;
  }) => {
    const received = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"], ...options }),
    );
    return received.Messages?.[0];
  };
  return {
    async purge() {
      await client.send(new PurgeQueueCommand({ QueueUrl }));
    },
    async receiveNotificationOf(key) {
      for (const start = Date.now(); Date.now() - start < HANG_MS;) {
        const message = await receive({ VisibilityTimeout: RECEIVED_FOR_SECONDS, WaitTimeSeconds: 1 });
        if (message?.Body?.includes(key)) return asLambdaEvent(message);
        const { ReceiptHandle } = message ?? {};
        if (ReceiptHandle !== undefined)
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      throw new Error(`no S3 event notification of ${key} in ${QueueUrl} within ${HANG_MS / 1_000} seconds`);
    },
    async becomesVisible() {
      const message = await receive({ VisibilityTimeout: 0, WaitTimeSeconds: LONG_POLL_SECONDS });
      return message !== undefined;
    },
  };
}

function asLambdaEvent({ MessageId, ReceiptHandle, Body, Attributes }: Message) {
  return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, attributes: Attributes };
}
