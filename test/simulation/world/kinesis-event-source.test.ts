import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan";
import type { DeliveryPipeline } from "./delivery-pipeline";
import { createEventLoop } from "./event-loop";
import type { InvocationResult } from "./execution-environment";
import type { GeneratedPayload } from "./generate-payloads";
import { createKinesisEventSource } from "./kinesis-event-source";

/** `invalid`: a response of another shape; digits: the records that a partial batch response names. */
type Outcome = "returned" | "failed" | "invalid" | (string & {});

/** How Lambda works through one batch with bisection and partial batch responses. A digit is a record. */
interface BatchCase {
  readonly name: string;
  readonly records: string;
  readonly maxRetryAttempts: number;
  /** Of the first invocations; every later one returns. */
  readonly outcomes: readonly Outcome[];
  /** The records of each invocation. */
  readonly batches: readonly string[];
  readonly discarded: readonly string[];
}

/** The cases that the local emulator's model of an event source mapping reads too. */
const { cases } = JSON.parse(readFileSync(join(__dirname, "kinesis-batches.json"), "utf8")) as {
  readonly cases: readonly BatchCase[];
};

test.each(cases)("$name", async ({ records, maxRetryAttempts, outcomes, batches, discarded }) => {
  const eventLoop = createEventLoop(0);
  const { pipeline, sentBatches } = scriptedPipeline(outcomes);
  const plan = { recordsPerBatch: records.length, retryAttempts: maxRetryAttempts } as Plan;
  const source = createKinesisEventSource([pipeline], plan, eventLoop);
  const payloads = Array.from(records).map(payloadOf);

  for (const payload of payloads) source.accept(payload);
  await eventLoop.run();

  expect(sentBatches).toEqual(batches);
  const pending = payloads.filter((payload) => source.isPending(payload, "opensearch"));
  expect(pending.map(({ number }) => String(number))).toEqual(discarded);
  expect(source.redrive()).toBe(discarded.length);
});

function payloadOf(number: string): GeneratedPayload {
  return { number: Number(number), compressed: Buffer.alloc(0) } as unknown as GeneratedPayload;
}

/** A forwarder whose invocations end as scripted, and then return that nothing failed. */
function scriptedPipeline(outcomes: readonly Outcome[]) {
  const sentBatches: string[] = [];
  const pipeline: DeliveryPipeline = {
    sinks: ["opensearch"],
    invokeForwarder(event, payloads, onEnded) {
      const records = (event as { Records: { kinesis: { sequenceNumber: string } }[] }).Records;
      const prefix = records[0]?.kinesis.sequenceNumber.slice(0, -1) ?? "";
      const outcome = outcomes[sentBatches.length] ?? "returned";
      sentBatches.push(payloads.map(({ number }) => number).join(""));
      onEnded(resultOf(outcome, (number) => prefix + number));
    },
    invokeReplay: () => undefined,
    deploy: () => undefined,
  };
  return { pipeline, sentBatches };
}

function resultOf(outcome: Outcome, sequenceNumber: (number: string) => string): InvocationResult {
  if (outcome === "failed") return { kind: "failed", message: "scripted" };
  if (outcome === "invalid") return { kind: "returned", value: "text" };
  const failures = outcome === "returned" ? [] : Array.from(outcome);
  const batchItemFailures = failures.map((number) => ({ itemIdentifier: sequenceNumber(number) }));
  return { kind: "returned", value: { batchItemFailures } };
}
