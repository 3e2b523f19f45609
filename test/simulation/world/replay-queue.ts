import { PARKED_PREFIX, type SinkName } from "../../../catalog";
import { isObject } from "../../../lambda/shared/json";
import { type Plan, faultsOf } from "../plan";
import type { DeliveryPipeline } from "./delivery-pipeline";
import type { EventLoop } from "./event-loop";
import type { ExecutionEnvironment } from "./execution-environment";
import type { Timeline } from "./timeline";

/** The replay queues of all lanes, each with the function that reads it. */
export interface ReplayQueue {
  /** Messages that were received too often. */
  readonly deadLetters: readonly string[];
  /** Keys of the objects that were announced, as often as they were. */
  readonly notifiedKeys: readonly string[];
  /** Messages that wait, or are being dealt with. */
  pendingCount(): number;
  notify(key: string): void;
  /** Puts a message on the queue of a lane, whatever it says. */
  send(pipeline: DeliveryPipeline, body: string): void;
  visibilityExtenderFor(
    executionEnvironment: ExecutionEnvironment,
  ): (receiptHandle: string, seconds: number) => Promise<void>;
}

/** Far more than a plan's troubles last: what comes here is tried for ever. */
const MAX_RECEIVE_COUNT = 200;
/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;
const NOTIFICATION_DELAY_MS = 700;
/** How many replays of a lane run at a time, and when the next look is taken where they all do. */
const MAX_CONCURRENCY = 2;
const POLL_INTERVAL_MS = 1_000;

interface Message {
  readonly id: string;
  readonly body: string;
  receiveCount: number;
  visibleAt: number;
}

export function createReplayQueue(
  plan: Plan,
  eventLoop: EventLoop,
  timeline: Timeline,
  pipelineOf: (sink: SinkName) => DeliveryPipeline,
): ReplayQueue {
  const messages = new Map<string, Message>();
  const deadLetters: string[] = [];
  const busy = new Map<DeliveryPipeline, number>();
  const duplicateDeliveries = faultsOf(plan, "duplicate-delivery");
  let sent = 0;
  const notifiedKeys: string[] = [];
  let notificationCount = 0;

  function send(pipeline: DeliveryPipeline, body: string): void {
    sent += 1;
    const message: Message = { id: `message-${sent}`, body, receiveCount: 0, visibleAt: 0 };
    messages.set(message.id, message);
    eventLoop.schedule(NOTIFICATION_DELAY_MS, () => {
      receive(pipeline, message);
    });
  }

  function receive(pipeline: DeliveryPipeline, message: Message): void {
    const running = busy.get(pipeline) ?? 0;
    if (running >= MAX_CONCURRENCY) {
      eventLoop.schedule(POLL_INTERVAL_MS, () => {
        receive(pipeline, message);
      });
      return;
    }
    if (message.receiveCount >= MAX_RECEIVE_COUNT) {
      messages.delete(message.id);
      deadLetters.push(message.body);
      return;
    }
    message.receiveCount += 1;
    message.visibleAt = eventLoop.now() + VISIBILITY_TIMEOUT_FACTOR * plan.timeoutSeconds * 1_000;
    busy.set(pipeline, running + 1);
    pipeline.invokeReplay({ Records: [recordOf(message)] }, (result) => {
      busy.set(pipeline, (busy.get(pipeline) ?? 1) - 1);
      if (result.kind === "returned" && !hasFailed(result.value, message)) messages.delete(message.id);
      else
        eventLoop.schedule(message.visibleAt - eventLoop.now(), () => {
          receive(pipeline, message);
        });
    });
  }

  return {
    deadLetters,
    notifiedKeys,
    pendingCount: () => messages.size,
    send,
    notify(key) {
      notificationCount += 1;
      const deliveries = duplicateDeliveries.some(
        ({ notification: announcement }) => announcement === notificationCount,
      )
        ? 2
        : 1;
      const pipeline = pipelineOf(sinkOf(key));
      for (let time = 0; time < deliveries; time += 1) {
        notifiedKeys.push(key);
        send(pipeline, notification(key));
      }
    },
    visibilityExtenderFor: (executionEnvironment) => (receiptHandle, seconds) =>
      executionEnvironment.effect(() => {
        if (faultsOf(plan, "queue").some((fault) => timeline.isActive(fault)))
          return { durationMs: 0, error: new Error("the queue is not there") };
        const message = messages.get(receiptHandle);
        if (message) message.visibleAt = eventLoop.now() + seconds * 1_000;
        return { durationMs: 0, value: undefined };
      }),
  };
}

/** The bucket's notifications are told apart by the prefix: `parked/<sink>/`. */
function sinkOf(key: string): SinkName {
  return key.slice(PARKED_PREFIX.length).split("/")[0] as SinkName;
}

function notification(key: string): string {
  return JSON.stringify({
    Records: [{ s3: { object: { key: encodeURIComponent(key).replaceAll("%2F", "/") } } }],
  });
}

function recordOf({ id, body, receiveCount }: Message) {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  };
}

function hasFailed(answer: unknown, { id }: Message): boolean {
  const failures = isObject(answer) ? answer["batchItemFailures"] : [];
  return (
    Array.isArray(failures) &&
    failures.some((failure) => isObject(failure) && failure["itemIdentifier"] === id)
  );
}
