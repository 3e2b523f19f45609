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
import { createMetricsWriter, writeLedgerMetrics } from "../delivery/metrics";
import { createRedactorProvider } from "../delivery/redactor-provider";
import { createSinkProvider, sinkBuilders } from "../delivery/sink-provider";
import type { Clock } from "../shared/clock";
import { explainSecretErrors } from "../shared/explain-secret-errors";
import { createBucketStore } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";
import { createSecretReader } from "../shared/secret-reader";
import { parseEventNotification } from "./event-notification";
import { type ReplayResult, type ReplayOptions, replayObject } from "./replay-object";
import { parseSettings } from "./settings";

/** Longest the queue hides a message, in seconds. Source: Amazon SQS API Reference, "ChangeMessageVisibility". */
const MAX_VISIBILITY_TIMEOUT_S = 43_200;

/** A quarter of an hour is the longest a sink that is well again waits for its events. */
export const REPLAY_BACKOFF: Backoff = { baseMs: 5_000, capMs: 900_000 };

export interface HandlerDependencies extends Omit<ReplayOptions, "deadline"> {
  /** Hides a message from the queue's readers for so many seconds. */
  readonly extendVisibilityTimeout: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly report: (key: string, replayed: ReplayResult) => void;
}

/**
 * Replays the objects that the messages announce. A message whose object still waits goes back to the queue, hidden
 * for longer with each attempt; any other is done with.
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

  /** Undefined when the message is done with; otherwise how long the sink wants to be left alone. */
  async function replay({ body }: SQSRecord, deadline: number): Promise<number | undefined> {
    const notification = parseEventNotification(body);
    switch (notification.kind) {
      case "test":
        return undefined;
      case "undecodable":
        await quarantineUndecodable(store, Buffer.from(body), notification.reason);
        return undefined;
      case "parked": {
        const waits: number[] = [];
        for (const key of notification.keys) {
          const replayed = await replayObject(key, { ...options, deadline }).catch(failed);
          report(key, replayed);
          if ("afterMs" in replayed) waits.push(replayed.afterMs);
        }
        return waits.length > 0 ? Math.max(...waits) : undefined;
      }
    }
  }

  /** Where the queue does not take it, the message comes back after the queue's own time. */
  async function delayNextAttempt(
    { receiptHandle, attributes }: SQSRecord,
    serverDelayMs: number,
  ): Promise<void> {
    const attempt = Number(attributes.ApproximateReceiveCount);
    const waitMs = serverDelayMs + fullJitter(REPLAY_BACKOFF, attempt, clock.random());
    await extendVisibilityTimeout(
      receiptHandle,
      Math.min(MAX_VISIBILITY_TIMEOUT_S, Math.ceil(waitMs / 1_000)),
    ).catch(() => undefined);
  }
}

/** The bucket did not answer, or something is wrong with the replay itself: the object is where it was. */
function failed(error: unknown): ReplayResult {
  return { kind: "failed", reason: safeErrorName(error), afterMs: 0 };
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Nothing is read before its first invocation. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event, context);
}

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
    report(key, replayed) {
      writeLedgerMetrics(writeMetrics, environment, "ledger" in replayed ? [replayed.ledger] : []);
      logger[replayed.kind === "settled" || replayed.kind === "alreadySettled" ? "info" : "warn"](
        describe(key, replayed),
        {
          key,
          ...replayed,
        },
      );
    },
  };
}

function describe(key: string, replayed: ReplayResult): string {
  switch (replayed.kind) {
    case "settled":
      return `${key} is settled and deleted; ${formatLedger(replayed.ledger)}`;
    case "stillParked":
      return `${key} still waits; ${formatLedger(replayed.ledger)}`;
    case "alreadySettled":
      return `${key} was settled before`;
    case "quarantined":
      return `${key} is in quarantine: ${replayed.reason}`;
    case "failed":
      return `${key} still waits: ${replayed.reason}`;
  }
}
