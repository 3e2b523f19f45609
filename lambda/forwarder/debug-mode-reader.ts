import { FORWARDER_DEBUG_KEY } from "../../catalog";
import { activeDebugMode, type DebugMode } from "../shared/debug-mode";
import type { ObjectStore } from "../shared/object-store";

/** How long a forwarder uses what it read, in milliseconds: the time until debug mode takes effect, or is off. */
export const DEBUG_MODE_CACHE_MS = 60_000;

/** Timeout of a read, in milliseconds. The read runs beside the delivery and ends no invocation. */
export const DEBUG_MODE_TIMEOUT_MS = 1_000;

/** Returns the active debug mode. Never rejects. */
export type DebugModeReader = () => Promise<DebugMode | undefined>;

/**
 * Reads the debug mode of the forwarders at most once in `DEBUG_MODE_CACHE_MS`, also if the read fails. A failed read
 * keeps what was read before, which ends by itself.
 */
export function createDebugModeReader(store: Pick<ObjectStore, "get">, now: () => number): DebugModeReader {
  let text = "";
  let readAt = -Infinity;
  return async () => {
    if (now() - readAt >= DEBUG_MODE_CACHE_MS) {
      readAt = now();
      try {
        text = new TextDecoder().decode(await store.get(FORWARDER_DEBUG_KEY));
      } catch {
        // S3 answers 403 as long as debug mode was never used, because the role may not list the bucket.
      }
    }
    return activeDebugMode(text, now());
  };
}
