import { isObject } from "../../../lambda/shared/json";
import type { Plan } from "../plan";
import type { DeliveryPipeline } from "./delivery-pipeline";
import type { EventLoop } from "./event-loop";
import type { GeneratedPayload } from "./generate-payloads";
import type { LambdaService } from "./lambda-service";

/** The batching window of the event source mapping, and the delay before it retries a batch. */
const BATCHING_WINDOW_MS = 1_000;
const RETRY_DELAY_MS = 1_500;

interface Batch {
  readonly payloads: readonly GeneratedPayload[];
  readonly attempt: number;
}

/**
 * Topology `kinesis`: a data stream of one shard, and for each delivery pipeline an event source mapping that reads it
 * independently, with partial batch responses and bisection. A batch that exhausts its retries goes to the on-failure
 * destination.
 *
 * Sources: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data Streams event source in Lambda"
 * and "Configuring partial batch response with Kinesis Data Streams and Lambda". The local emulator has a model of the
 * same; both are tested with kinesis-batches.json.
 */
export function createKinesisEventSource(
  pipelines: readonly DeliveryPipeline[],
  plan: Plan,
  eventLoop: EventLoop,
): LambdaService {
  const readers = pipelines.map((pipeline) => createReader(pipeline, plan, eventLoop));
  return {
    accept(payload) {
      for (const reader of readers) reader.accept(payload);
    },
    isPending: (payload, sink) =>
      readers.some((reader) => reader.pipeline.sinks.includes(sink) && reader.isPending(payload)),
    redrive: () => readers.reduce((sum, reader) => sum + reader.redrive(), 0),
  };
}

function createReader(
  pipeline: DeliveryPipeline,
  { recordsPerBatch, retryAttempts }: Plan,
  eventLoop: EventLoop,
) {
  const pending = new Set<GeneratedPayload>();
  const discarded = new Set<GeneratedPayload>();
  /** Records that are in no batch yet, and batches that are retried before them. */
  let unreadPayloads: readonly GeneratedPayload[] = [];
  let retryBatches: readonly Batch[] = [];
  let isReading = false;

  function read(): void {
    if (isReading) return;
    const batch = retryBatches[0] ?? { payloads: unreadPayloads.slice(0, recordsPerBatch), attempt: 1 };
    if (batch.payloads.length === 0) return;
    if (retryBatches.length > 0) retryBatches = retryBatches.slice(1);
    else unreadPayloads = unreadPayloads.slice(batch.payloads.length);

    isReading = true;
    const event = { Records: batch.payloads.map(recordOf) };
    pipeline.invokeForwarder(event, batch.payloads, ({ kind, ...ending }) => {
      const failedAt = kind === "returned" && "value" in ending ? lowestFailure(ending.value, batch) : 0;
      const done = batch.payloads.slice(0, failedAt);
      for (const payload of done) pending.delete(payload);
      const remainder = batch.payloads.slice(failedAt);
      if (remainder.length > 0 && done.length > 0) enqueueFirst([remainder], batch.attempt);
      else if (kind !== "returned" && remainder.length > 1) enqueueFirst(halvesOf(remainder), batch.attempt);
      else if (remainder.length > 0) retry(remainder, batch.attempt);
      isReading = false;
      eventLoop.schedule(remainder.length > 0 ? RETRY_DELAY_MS : 0, read);
    });
  }

  /** Sends the same batch again, which spends a retry attempt. */
  function retry(payloads: readonly GeneratedPayload[], attempt: number): void {
    if (attempt <= retryAttempts) enqueueFirst([payloads], attempt + 1);
    else for (const payload of payloads) discarded.add(payload);
  }

  /** A batch that was split, by bisection or at a new checkpoint, keeps its attempt. */
  function enqueueFirst(batches: readonly (readonly GeneratedPayload[])[], attempt: number): void {
    retryBatches = [...batches.map((payloads) => ({ payloads, attempt })), ...retryBatches];
  }

  return {
    pipeline,
    accept(payload: GeneratedPayload): void {
      pending.add(payload);
      unreadPayloads = [...unreadPayloads, payload];
      eventLoop.schedule(BATCHING_WINDOW_MS, read);
    },
    isPending: (payload: GeneratedPayload) => pending.has(payload),
    redrive(): number {
      const all = [...discarded];
      discarded.clear();
      unreadPayloads = [...unreadPayloads, ...all];
      eventLoop.schedule(BATCHING_WINDOW_MS, read);
      return all.length;
    },
  };
}

function halvesOf(payloads: readonly GeneratedPayload[]): readonly (readonly GeneratedPayload[])[] {
  const middle = Math.floor(payloads.length / 2);
  return [payloads.slice(0, middle), payloads.slice(middle)];
}

function recordOf({ number, compressed }: GeneratedPayload) {
  return { kinesis: { data: compressed.toString("base64"), sequenceNumber: sequenceNumber(number) } };
}

function sequenceNumber(number: number): string {
  return String(number).padStart(56, "4");
}

/** Where to begin again: behind the batch when all of it is done with, at its beginning for an answer nobody understands. */
function lowestFailure(answer: unknown, { payloads }: Batch): number {
  if (answer === null || answer === undefined) return payloads.length;
  const failures = isObject(answer) ? (answer["batchItemFailures"] ?? []) : undefined;
  if (!Array.isArray(failures)) return 0;
  const identifiers = failures.map((failure) => (isObject(failure) ? failure["itemIdentifier"] : undefined));
  const positions = identifiers.map((identifier) =>
    payloads.findIndex(({ number }) => sequenceNumber(number) === identifier),
  );
  return Math.max(0, Math.min(payloads.length, ...positions));
}
