import { gunzipSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { LOGS, logGroupName, PARKED_PREFIX, UNDECODABLE_PREFIX } from "../../../catalog";
import { decodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import { type ReplayResult, replayObject } from "../../../lambda/replay/replay-object";
import { expectLinearTime } from "../../fixtures/cost-ratio";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { ENVIRONMENT } from "../../fixtures/delivery/subscription-event";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { RECORDS } from "../../fixtures/log-lines";
import { applyEdits, applyEditsToBytes, EDITS, mutated, stringify } from "../../fixtures/mutations";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const KEY = `${PARKED_PREFIX}datadog/2026-01-01/object.ndjson.gz`;

const HEADER = mutated(
  fc.constant({
    format: "inventorysync.failed-events.1",
    sink: "datadog",
    at: "2026-01-01T00:00:00.000Z",
  }),
);
const EVENTS = fc.constantFrom(...LOGS).chain(({ id: log }) =>
  fc.record({
    id: mutated(fc.constant("event-0")),
    timestamp: mutated(fc.constant(1_767_225_600_000)),
    log: mutated(fc.constant(log)),
    origin: mutated(
      fc.record({
        owner: mutated(fc.constant("000000000000")),
        logGroup: mutated(fc.constant(logGroupName(ENVIRONMENT, log))),
        logStream: mutated(fc.constant("inventorysync-api")),
      }),
    ),
    record: mutated(RECORDS),
  }),
);
const FAILED_EVENTS = fc.record({ event: mutated(EVENTS), reason: mutated(fc.constant("503")) });
const OBJECTS = fc
  .tuple(HEADER.map(stringify), fc.array(mutated(FAILED_EVENTS).map(stringify), { maxLength: 5 }))
  .map(([header, events]) => [header, ...events].join("\n"));

test("every line of a parked object is delivered or kept, or the whole object is kept", async () => {
  await fc.assert(
    fc.asyncProperty(OBJECTS, EDITS, EDITS, async (text, edits, byteEdits) => {
      const body = applyEditsToBytes(gzipSync(applyEdits(text, edits), { level: 1 }), byteEdits);
      const { objects, kind, delivered } = await replay(body);
      const quarantined = [...objects]
        .filter(([key]) => key.startsWith(UNDECODABLE_PREFIX))
        .map(([, content]) => originalOf(content));
      expectNothingLost(body, kind, { delivered, quarantined, isParked: objects.get(KEY) === body });
    }),
    fuzzParameters(0.2),
  );
});

test("a parked object costs as much as many objects with as many events in all", () => {
  const header = { format: "inventorysync.failed-events.1", sink: "datadog" };
  const compose = (events: readonly unknown[]) =>
    gzipSync([header, ...events].map((line) => JSON.stringify(line)).join("\n"));
  expectLinearTime(FAILED_EVENTS, compose, decodeFailedEvents);
});

async function replay(body: Uint8Array) {
  const store = memoryStore();
  await store.put(KEY, body);
  const sink = scriptedSink();
  const { kind } = await replayObject(KEY, {
    store,
    sinkProvider: () => Promise.resolve([sink]),
    redactorProvider,
    clock: virtualClock(),
    deadline: 60_000,
  });
  return { objects: store.objects, kind, delivered: sink.requests.flat().length };
}

function originalOf(quarantined: Uint8Array): Buffer {
  const { base64 } = JSON.parse(Buffer.from(quarantined).toString()) as { base64: string };
  return Buffer.from(base64, "base64");
}

interface Outcome {
  readonly delivered: number;
  readonly quarantined: readonly Buffer[];
  readonly isParked: boolean;
}

function expectNothingLost(
  body: Buffer,
  kind: ReplayResult["kind"],
  { delivered, quarantined, isParked }: Outcome,
): void {
  if (kind === "settled") {
    const kept = quarantined.flatMap(linesOf);
    expect({ lines: delivered + kept.length, isParked }).toEqual({
      lines: linesOf(gunzipSync(body)).slice(1).length,
      isParked: false,
    });
  } else if (kind === "quarantined") {
    expect(quarantined.map((content) => content.equals(body))).toEqual([true]);
  } else {
    expect({ kind, isParked }).toEqual({ kind: "failed", isParked: true });
  }
}

function linesOf(text: Buffer): string[] {
  return text
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}
