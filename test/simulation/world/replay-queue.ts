import { PARKED_PREFIX, type SinkName } from "../../../catalog";
import { isObject } from "../../../lambda/shared/json";
import { type OtherRecord, type Plan, faultsOf } from "../plan";
import type { DeliveryPipeline } from "./delivery-pipeline";
import type { EventLoop } from "./event-loop";
import type { ExecutionEnvironment } from "./execution-environment";
import type { Timeline } from "./timeline";

/** The replay queues of all delivery pipelines, each with its replay function. */
export interface ReplayQueue {
  /** Messages that exceeded the maximum receive count. */
  readonly deadLetters: readonly string[];
  /** The object key of every S3 event notification, in order. */
  readonly notifiedKeys: readonly string[];
  /** The records beside those of parked objects that were sent and do not name the same object. */
  readonly foreignRecords: readonly unknown[];
  /** Number of messages that are waiting or in flight. */
  pendingCount(): number;
  notify(key: string): void;
  /** Sends any message to the queue of a delivery pipeline. */
  send(pipeline: DeliveryPipeline, body: string): void;
  visibilityExtenderFor(
    executionEnvironment: ExecutionEnvironment,
  ): (receiptHandle: string, seconds: number) => Promise<void>;
}

/** Far more than the faults of a plan cause: a message that reaches it is retried for ever. */
const MAX_RECEIVE_COUNT = 200;
/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;
/** Maximum since a message was received. Source: Amazon SQS API Reference, "ChangeMessageVisibility". */
const MAX_VISIBILITY_MS = 12 * 3_600_000;
const NOTIFICATION_DELAY_MS = 700;
/** How many replays of a delivery pipeline run at a time, and how often the queue is polled while they all run. */
const MAX_CONCURRENCY = 2;
const POLL_INTERVAL_MS = 1_000;

interface Message {
  readonly id: string;
  readonly body: string;
  receiveCount: number;
  receivedAt: number;
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
  const mixedNotifications = faultsOf(plan, "mixed-notification");
  const foreignRecords: unknown[] = [];
  let sent = 0;
  const notifiedKeys: string[] = [];
  let notificationCount = 0;

  function send(pipeline: DeliveryPipeline, body: string): void {
    sent += 1;
    const message: Message = { id: `message-${sent}`, body, receiveCount: 0, receivedAt: 0, visibleAt: 0 };
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
    message.receivedAt = eventLoop.now();
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
    foreignRecords,
    pendingCount: () => messages.size,
    send,
    notify(key) {
      notificationCount += 1;
      const deliveries = duplicateDeliveries.some((each) => each.notification === notificationCount) ? 2 : 1;
      const pipeline = pipelineOf(sinkOf(key));
      const others = mixedNotifications
        .filter((each) => each.notification === notificationCount)
        .flatMap((each) => each.others);
      foreignRecords.push(
        ...others.filter((other) => other !== "same key").map((other) => otherRecord(other, key)),
      );
      for (let delivery = 0; delivery < deliveries; delivery += 1) {
        notifiedKeys.push(key);
        send(pipeline, notification(key, others));
      }
    },
    visibilityExtenderFor: (executionEnvironment) => (receiptHandle, seconds) =>
      executionEnvironment.effect(() => {
        if (faultsOf(plan, "queue").some((fault) => timeline.isActive(fault)))
          return { durationMs: 0, error: new Error("the queue is unavailable") };
        const message = messages.get(receiptHandle);
        if (message && eventLoop.now() + seconds * 1_000 > message.receivedAt + MAX_VISIBILITY_MS)
          return { durationMs: 0, error: new Error("InvalidParameterValue: total visibility timeout") };
        if (message) message.visibleAt = eventLoop.now() + seconds * 1_000;
        return { durationMs: 0, value: undefined };
      }),
  };
}

/** The bucket selects the queue by the prefix: `parked/<sink>/`. */
function sinkOf(key: string): SinkName {
  return key.slice(PARKED_PREFIX.length).split("/")[0] as SinkName;
}

/** The record of the parked object stands in the middle. */
function notification(key: string, others: readonly OtherRecord[]): string {
  const [first, ...rest] = others.map((other) => otherRecord(other, key));
  return JSON.stringify({ Records: [...(others.length > 0 ? [first] : []), recordOfKey(key), ...rest] });
}

function recordOfKey(key: string): object {
  return { s3: { object: { key: encodeURIComponent(key).replaceAll("%2F", "/") } } };
}

function otherRecord(other: OtherRecord, key: string): unknown {
  switch (other) {
    case "same key":
      return recordOfKey(key);
    case "foreign key":
      return recordOfKey(`quarantine/${key}`);
    case "malformed key":
      return { s3: { object: { key: `${key}%E0%A4%A` } } };
    case "no object":
      return { s3: {}, besides: key };
    case "no record":
      return null;
  }
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
