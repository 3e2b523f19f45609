import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type Backoff, fullJitter } from "../delivery/backoff";
import { sendingDeadline, type RemainingTime } from "../delivery/deadline";
import { quarantineUndecodable } from "../delivery/failed-event-store";
import { formatLedger } from "../delivery/ledger";
import { createMetricsWriter } from "../delivery/metrics";
import { createRedactorProvider } from "../delivery/redactor-provider";
import { createSinkProvider, sinkBuilders } from "../delivery/sink-provider";
import { capPause } from "../delivery/sinks/pause";
import type { Clock } from "../shared/clock";
import { explainSecretErrors } from "../shared/explain-secret-errors";
import { maximum } from "../shared/maximum";
import { createBucketStore } from "../shared/object-store";
import { withSafeErrors } from "../shared/safe-error";
import { safeErrorName } from "../shared/safe-error-name";
import { createSecretReader } from "../shared/secret-reader";
import { parseEventNotification } from "./event-notification";
import { writeReplayMetrics } from "./metrics";
import { type ReplayResult, type ReplayOptions, replayObject } from "./replay-object";
import { parseSettings } from "./settings";

/** After a sink has recovered, its events are replayed within 15 minutes. */
export const REPLAY_BACKOFF: Backoff = { baseMs: 5_000, capMs: 900_000 };

export interface HandlerDependencies extends Omit<ReplayOptions, "deadline"> {
  /** Extends the visibility timeout of a message. */
  readonly extendVisibilityTimeout: (receiptHandle: string, seconds: number) => Promise<void>;
  /** Called for each object, and for each message or record that names no parked object. */
  readonly report: (name: string, replayed: ReplayResult) => void;
}

/**
 * Replays the objects named in the messages. A message returns to the queue if one of its objects is still parked or
 * one of its records could not be quarantined, with a visibility timeout that grows with each attempt. All other
 * messages are deleted.
 */
export function createHandler({ extendVisibilityTimeout, report, ...options }: HandlerDependencies) {
  const { clock, store } = options;

  return async ({ Records: messages }: SQSEvent, context: RemainingTime): Promise<SQSBatchResponse> => {
    const deadline = sendingDeadline(clock.now(), context);
    const failures: SQSBatchResponse["batchItemFailures"] = [];
    for (const message of messages) {
      const waitMs = await replay(message, deadline);
      if (waitMs === undefined) continue;
      failures.push({ itemIdentifier: message.messageId });
      await delayNextAttempt(message, waitMs);
    }
    return { batchItemFailures: failures };
  };

  /** Undefined if the message can be deleted; otherwise the longest pause that the sink asked for, in milliseconds. */
  async function replay({ body, messageId }: SQSRecord, deadline: number): Promise<number | undefined> {
    const notification = parseEventNotification(body);
    const waits: number[] = [];
    const finish = (name: string, replayed: ReplayResult) => {
      report(name, replayed);
      if ("afterMs" in replayed) waits.push(replayed.afterMs);
    };
    switch (notification.kind) {
      case "test":
        break;
      case "undecodable":
        finish(`message ${messageId}`, await quarantine(body, notification.reason));
        break;
      case "records":
        for (const key of notification.parkedKeys)
          finish(key, await replayObject(key, { ...options, deadline }).catch(failed));
        for (const record of notification.foreignRecords)
          finish(`a record of message ${messageId}`, await quarantine(record.body, record.reason));
        break;
    }
    return waits.length > 0 ? maximum(waits) : undefined;
  }

  /** Stores what names no parked object, so that it is not lost with its message. Leaves the object that it names. */
  async function quarantine(body: string, reason: string): Promise<ReplayResult> {
    try {
      await quarantineUndecodable(store, Buffer.from(body), reason);
      return { kind: "quarantined", reason };
    } catch (error) {
      return failed(error);
    }
  }

  /**
   * Waits at most `MAX_PAUSE_MS` and the cap of the backoff, half an hour together: SQS accepts 12 hours in total since
   * the message was received (Amazon SQS API Reference, "ChangeMessageVisibility"). If the call fails, the queue's own
   * visibility timeout applies.
   */
  async function delayNextAttempt(
    { receiptHandle, attributes }: SQSRecord,
    serverDelayMs: number,
  ): Promise<void> {
    const attempt = Number(attributes.ApproximateReceiveCount);
    const waitMs = capPause(serverDelayMs) + fullJitter(REPLAY_BACKOFF, attempt, clock.random());
    await extendVisibilityTimeout(receiptHandle, Math.ceil(waitMs / 1_000)).catch(() => undefined);
  }
}

/** The bucket did not respond, or the replay itself failed: the bucket is unchanged. */
function failed(error: unknown): ReplayResult {
  return { kind: "failed", reason: safeErrorName(error), afterMs: 0 };
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: SQSEvent, context: Context) => {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event, context);
});

function realDependencies(): HandlerDependencies {
  const settings = parseSettings(process.env);
  const logger = new Logger({ serviceName: "replay" });
  const { environment, parkingBucket, redactionKeySecretId, redactionOverrides, sinks, queueUrl } = settings;
  const writeMetrics = createMetricsWriter();
  const queue = new SQSClient();
  const readSecret = explainSecretErrors(createSecretReader(new SecretsManagerClient()));
  const clock: Clock = { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random };
  return {
    clock,
    store: createBucketStore(new S3Client(), parkingBucket),
    sinkProvider: createSinkProvider(
      sinkBuilders(sinks, { environment, readSecret, now: Date.now }),
      Date.now,
    ),
    redactorProvider: createRedactorProvider(() => readSecret(redactionKeySecretId), redactionOverrides),
    async extendVisibilityTimeout(receiptHandle, seconds) {
      await queue.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
    report(name, replayed) {
      writeReplayMetrics(writeMetrics, environment, replayed);
      const level = replayed.kind === "settled" || replayed.kind === "alreadySettled" ? "info" : "warn";
      logger[level](describe(name, replayed), { key: name, ...replayed });
    },
  };
}

function describe(name: string, replayed: ReplayResult): string {
  switch (replayed.kind) {
    case "settled":
      return `${name} is settled and deleted; ${formatLedger(replayed.ledger)}`;
    case "stillParked":
      return `${name} is still parked; ${formatLedger(replayed.ledger)}`;
    case "alreadySettled":
      return `${name} was already settled`;
    case "quarantined":
      return `${name} is quarantined: ${replayed.reason}`;
    case "failed":
      return `${name} will be retried: ${replayed.reason}`;
  }
}
