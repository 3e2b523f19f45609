import { isObject } from "../../../lambda/shared/json";
import type { Plan } from "../plan";
import type { Lane } from "./delivery-pipeline";
import type { Agenda } from "./event-loop";
import type { Platform } from "./platform";
import type { WrittenPayload } from "./written";

/** How long Lambda gathers records, and waits before it tries a batch again. */
const GATHER_MS = 1_000;
const AGAIN_MS = 1_500;

interface Batch {
  readonly payloads: readonly WrittenPayload[];
  readonly attempt: number;
}

/**
 * Topology `kinesis`: a data stream of one shard, and an event source mapping for each lane that reads it on its own, with
 * partial-batch answers and bisection. What fails too often goes to the on-failure destination.
 *
 * Source: AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams".
 */
export function createKinesis(lanes: readonly Lane[], plan: Plan, agenda: Agenda): Platform {
  const readers = lanes.map((lane) => createReader(lane, plan, agenda));
  return {
    take(payload) {
      for (const reader of readers) reader.take(payload);
    },
    holds: (payload, sink) =>
      readers.some((reader) => reader.lane.sinks.includes(sink) && reader.holds(payload)),
    redrive: () => readers.reduce((sum, reader) => sum + reader.redrive(), 0),
  };
}

function createReader(lane: Lane, { recordsPerBatch, retries }: Plan, agenda: Agenda) {
  const held = new Set<WrittenPayload>();
  const given = new Set<WrittenPayload>();
  /** Records that no batch has been made of yet, and batches that are to be tried before those. */
  let fresh: readonly WrittenPayload[] = [];
  let again: readonly Batch[] = [];
  let isReading = false;

  function read(): void {
    if (isReading) return;
    const batch = again[0] ?? { payloads: fresh.slice(0, recordsPerBatch), attempt: 1 };
    if (batch.payloads.length === 0) return;
    if (again.length > 0) again = again.slice(1);
    else fresh = fresh.slice(batch.payloads.length);

    isReading = true;
    const event = { Records: batch.payloads.map(recordOf) };
    lane.forward(event, batch.payloads, ({ kind, ...ending }) => {
      const failedAt = kind === "returned" && "value" in ending ? lowestFailure(ending.value, batch) : 0;
      const done = batch.payloads.slice(0, failedAt);
      for (const payload of done) held.delete(payload);
      const rest = batch.payloads.slice(failedAt);
      const isBisected = kind !== "returned";
      if (rest.length > 0) retry(rest, batch.attempt, isBisected);
      isReading = false;
      agenda.after(rest.length > 0 ? AGAIN_MS : 0, read);
    });
  }

  function retry(payloads: readonly WrittenPayload[], attempt: number, isBisected: boolean): void {
    if (attempt > retries) {
      for (const payload of payloads) given.add(payload);
      return;
    }
    const middle = isBisected ? Math.ceil(payloads.length / 2) : payloads.length;
    const halves = [payloads.slice(0, middle), payloads.slice(middle)].filter(({ length }) => length > 0);
    again = [...halves.map((half) => ({ payloads: half, attempt: attempt + 1 })), ...again];
  }

  return {
    lane,
    take(payload: WrittenPayload): void {
      held.add(payload);
      fresh = [...fresh, payload];
      agenda.after(GATHER_MS, read);
    },
    holds: (payload: WrittenPayload) => held.has(payload),
    redrive(): number {
      const all = [...given];
      given.clear();
      fresh = [...fresh, ...all];
      agenda.after(GATHER_MS, read);
      return all.length;
    },
  };
}

function recordOf({ number, packed }: WrittenPayload) {
  return { kinesis: { data: packed.toString("base64"), sequenceNumber: sequenceNumber(number) } };
}

function sequenceNumber(number: number): string {
  return String(number).padStart(56, "4");
}

/** Where to begin again: behind the batch when all of it is done with, at its beginning for an answer nobody understands. */
function lowestFailure(answer: unknown, { payloads }: Batch): number {
  const failures = isObject(answer) ? answer["batchItemFailures"] : [];
  if (!Array.isArray(failures) || failures.length === 0) return payloads.length;
  const identifiers = failures.map((failure) => (isObject(failure) ? failure["itemIdentifier"] : undefined));
  const places = identifiers.map((identifier) =>
    payloads.findIndex(({ number }) => sequenceNumber(number) === identifier),
  );
  return Math.max(0, Math.min(...places));
}
