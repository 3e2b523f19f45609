import { replayObject } from "../../../lambda/replay/replay-object";
import type { ParkingBucket } from "../../../ops/parking/parking-bucket";
import { PARKED_OBJECT, replayQuarantined } from "../../../ops/parking/replay-quarantined";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const NAME = "2026-03-01/made-up.ndjson.gz";
const REJECTED = `quarantine/datadog/rejected/${NAME}`;
const REPLAYING = `quarantine/datadog/replaying/${NAME}`;
const PARKED = `parked/datadog/${NAME}`;

/** A bucket that notes the moves, and fails at the move with this number. */
function bucketWith(failAt = Infinity) {
  const moves: string[] = [];
  const move = (from: string, to: string) => {
    if (moves.length + 1 === failAt) return Promise.reject(new Error("made-up failure"));
    moves.push(`${from} > ${to}`);
    return Promise.resolve();
  };
  return { moves, bucket: { move } as ParkingBucket };
}

test("a rejected object goes through a prefix to which no function writes", async () => {
  const { moves, bucket } = bucketWith();
  expect(await replayQuarantined(bucket, "datadog", REJECTED)).toBe(PARKED);
  expect(moves).toEqual([`${REJECTED} > ${REPLAYING}`, `${REPLAYING} > ${PARKED}`]);
});

test("an object that an interrupted replay left on its way continues from there", async () => {
  const interrupted = bucketWith(2);
  await expect(replayQuarantined(interrupted.bucket, "datadog", REJECTED)).rejects.toThrow("made-up failure");
  const { moves, bucket } = bucketWith();
  await replayQuarantined(bucket, "datadog", REPLAYING);
  expect([...interrupted.moves, ...moves]).toEqual([
    `${REJECTED} > ${REPLAYING}`,
    `${REPLAYING} > ${PARKED}`,
  ]);
});

test("the key of an undecodable parked object is found in the reason that the replay writes", async () => {
  const store = memoryStore();
  await store.put(PARKED, Buffer.from("poison"));
  await replayObject(PARKED, {
    ...{ store, redactorProvider, clock: virtualClock(), deadline: 60_000 },
    sinkProvider: () => Promise.resolve([scriptedSink()]),
  });
  const [body = new Uint8Array()] = store.objects.values();
  const { reason } = JSON.parse(Buffer.from(body).toString()) as { reason: string };
  expect(PARKED_OBJECT.exec(reason)?.groups).toEqual({ key: PARKED });
});
