import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { LAMBDA_FAILURES_PREFIX } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { type DeadLetterSource, readDiscardedBatch, sinksOfFunction } from "./dead-letter-list";
import { failedInvocation } from "./failed-invocation";
import { invokeForwarder } from "./invoke-again";
import { sinkOfKey } from "./list-objects";
import type { ReplayOptions } from "./parking-options";
import { handleMessages, type ReceivedMessage } from "./queue-messages";
import { isSelected } from "./replay-plan";

/** Sending a message takes at most this time, in seconds. */
const SEND_SECONDS = 60;

/**
 * Puts the messages of the dead-letter queues back into their replay queues. Each message is deleted after its copy is
 * in the replay queue. SQS could do this itself (StartMessageMoveTask), but only for all messages of a queue, which in
 * topology `direct` has those of all sinks.
 *
 * @returns the keys of the parked objects that the messages name
 */
export async function redriveMessages(
  { clients, resources }: DeadLetterSource,
  options: ReplayOptions,
): Promise<readonly string[]> {
  const redriven: string[] = [];
  for (const { deadLetterQueueUrl, replayQueueUrl } of resources.pipelines)
    await handleMessages(
      clients.sqs,
      deadLetterQueueUrl,
      { visibilityTimeout: SEND_SECONDS },
      async ({ message }) => {
        if (message.kind !== "objects") return "keep";
        const isAsked = message.keys.some((key) => {
          const sink = sinkOfKey(key);
          return isSelected({ key, sinks: sink ? [sink] : [] }, options);
        });
        if (!isAsked) return "keep";
        await clients.sqs.send(
          new SendMessageCommand({ QueueUrl: replayQueueUrl, MessageBody: message.body }),
        );
        redriven.push(...message.keys);
        return "delete";
      },
    );
  return redriven;
}

/**
 * Invokes the forwarders with the events that Lambda stopped retrying. A message or an object is deleted after its
 * invocation has succeeded. Test messages of Amazon S3 are deleted too, and so are the messages of objects that are
 * gone: an earlier run has invoked the forwarder with them.
 *
 * @returns the number of invocations
 */
export async function invokeAgain(
  source: DeadLetterSource,
  { forwarding }: EnvironmentConfig,
  options: ReplayOptions,
  onProgress: () => void,
): Promise<number> {
  const { clients, resources, bucket } = source;
  let invocations = 0;
  const invoke = async (event: unknown, functionArn: string | undefined) => {
    const [first] = resources.pipelines;
    const target = functionArn ?? first?.forwarderArn;
    if (target !== undefined) await invokeForwarder(clients.lambda, target, event);
    invocations += 1;
    onProgress();
  };

  for await (const { key } of bucket.list(LAMBDA_FAILURES_PREFIX)) {
    const invocation = await readDiscardedBatch(bucket, key);
    const sinks = sinksOfFunction(resources, invocation?.functionArn);
    if (!invocation || !isSelected({ key, sinks }, options)) continue;
    await invoke(invocation.event, invocation.functionArn);
    await bucket.delete(key);
  }

  const handle = async ({ message }: ReceivedMessage): Promise<"keep" | "delete"> => {
    switch (message.kind) {
      case "test":
        return "delete";
      case "objects": {
        const objects = await Promise.all(message.keys.map((key) => bucket.read(key)));
        return objects.some((object) => object !== undefined) ? "keep" : "delete";
      }
      case "invocation": {
        const { event, functionArn } = failedInvocation(message.record);
        if (!isSelected({ sinks: sinksOfFunction(resources, functionArn) }, options)) return "keep";
        await invoke(event, functionArn);
        return "delete";
      }
      case "unknown":
        return "keep";
    }
  };
  if (resources.onFailureQueueUrl !== undefined)
    await handleMessages(
      clients.sqs,
      resources.onFailureQueueUrl,
      { visibilityTimeout: forwarding.timeoutSeconds + SEND_SECONDS },
      handle,
    );
  return invocations;
}
