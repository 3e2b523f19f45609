import { PARKED_PREFIX } from "../../../catalog";
import { type ObjectStore, STORE_TIMEOUT_MS } from "../../../lambda/shared/object-store";
import { type Plan, type BucketFault, faultsOf } from "../plan";
import { chance, type Random } from "../random";
import type { EffectResult, ExecutionEnvironment } from "./execution-environment";
import type { Timeline } from "./timeline";

/** The parking bucket: stores objects, and sends an S3 event notification for each parked object. */
export interface Bucket {
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The bucket as one process sees it; `onStored` is called for each put whose response arrives. */
  storeFor(
    executionEnvironment: ExecutionEnvironment,
    onStored: (key: string, body: Uint8Array) => void,
  ): ObjectStore;
  put(key: string, body: Uint8Array): void;
}

export interface BucketOptions {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly random: Random;
  /** Called for each object that is put under the prefix of parked objects. */
  readonly notify: (key: string) => void;
}

export function createBucket({ plan, timeline, random, notify }: BucketOptions): Bucket {
  const objects = new Map<string, Uint8Array>();
  const faults = faultsOf(plan, "bucket");

  function put(key: string, body: Uint8Array): void {
    objects.set(key, body);
    if (key.startsWith(PARKED_PREFIX)) notify(key);
  }

  /** Performs an operation under the fault that is active at the time. */
  function performOperation<Value>(
    operation: BucketFault["operation"],
    operate: () => Value,
  ): EffectResult<Value> {
    const fault = faults.find(
      (each) => each.operation === operation && timeline.isActive(each) && chance(random, each.probability),
    );
    switch (fault?.failure) {
      case undefined:
        return { durationMs: 0, value: operate() };
      case "before":
        return { durationMs: 0, error: new Error("the bucket is unavailable") };
      case "after":
        operate();
        return { durationMs: 0, error: new Error("the response of the bucket is lost") };
      case "timeout":
        operate();
        return { durationMs: STORE_TIMEOUT_MS, error: new Error("the bucket timed out") };
    }
  }

  return {
    objects,
    put,
    storeFor: (executionEnvironment, onStored) => ({
      async put(key, body) {
        await executionEnvironment.effect(() =>
          performOperation("put", () => {
            put(key, body);
          }),
        );
        onStored(key, body);
      },
      get: (key) => executionEnvironment.effect(() => performOperation("get", () => objects.get(key))),
      delete: (key) =>
        executionEnvironment.effect(() =>
          performOperation("delete", () => {
            objects.delete(key);
          }),
        ),
    }),
  };
}
