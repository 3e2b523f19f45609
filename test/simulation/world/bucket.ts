import { PARKED_PREFIX } from "../../../catalog";
import { type ObjectStore, STORE_TIMEOUT_MS } from "../../../lambda/shared/object-store";
import { type Plan, type StoreTrouble, troublesOf } from "../plan";
import { chance, type Random } from "../random";
import type { Acted, Process } from "./process";
import type { Timeline } from "./timeline";

/** The parking bucket: it keeps what it was given, and announces what is parked. */
export interface Bucket {
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The bucket as one process of a function sees it; `kept` is told of what it was given and said it has. */
  storeFor(process: Process, kept: (key: string, body: Uint8Array) => void): ObjectStore;
  put(key: string, body: Uint8Array): void;
}

export interface BucketOptions {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly random: Random;
  /** Is told of each object that is put under the prefix of the parked. */
  readonly announce: (key: string) => void;
}

export function createBucket({ plan, timeline, random, announce }: BucketOptions): Bucket {
  const objects = new Map<string, Uint8Array>();
  const troubles = troublesOf(plan, "bucket");

  function put(key: string, body: Uint8Array): void {
    objects.set(key, body);
    if (key.startsWith(PARKED_PREFIX)) announce(key);
  }

  /** A call in whatever trouble there is at the time. */
  function carryOut<Value>(call: StoreTrouble["call"], doIt: () => Value): Acted<Value> {
    const trouble = troubles.find(
      (each) => each.call === call && timeline.isWithin(each) && chance(random, each.share),
    );
    switch (trouble?.fails) {
      case undefined:
        return { tookMs: 0, value: doIt() };
      case "before":
        return { tookMs: 0, error: new Error("the bucket is not there") };
      case "after":
        doIt();
        return { tookMs: 0, error: new Error("the bucket's answer is lost") };
      case "slowly":
        doIt();
        return { tookMs: STORE_TIMEOUT_MS, error: new Error("the bucket takes too long") };
    }
  }

  return {
    objects,
    put,
    storeFor: (process, kept) => ({
      async put(key, body) {
        await process.effect(() =>
          carryOut("put", () => {
            put(key, body);
          }),
        );
        kept(key, body);
      },
      get: (key) => process.effect(() => carryOut("get", () => objects.get(key))),
      delete: (key) =>
        process.effect(() =>
          carryOut("delete", () => {
            objects.delete(key);
          }),
        ),
    }),
  };
}
