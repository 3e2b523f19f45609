import { preferSmallHeap } from "../shared/memory-use";
import { type DecodedPayload, decodeUpTo, isTooLarge, notDecompressed, readMessage } from "./decode";
import { splitPayload } from "./split-payload";

/**
 * Decompressed size up to which payloads are decoded at once, and their events stay in memory until they are forwarded, in
 * bytes. CloudWatch Logs rarely sends more: one PutLogEvents call has at most 1 MiB (Amazon CloudWatch Logs API Reference,
 * "PutLogEvents").
 */
export const MAX_KEPT_BYTES = 6 * 1024 * 1024;

/**
 * Decompressed size from which the heap is kept small, in bytes: two and a half times what the largest payload (1 MiB) has
 * if its lines are compressed to a ninth, as those of an application are. A small heap costs three times the CPU.
 */
const SMALL_HEAP_FROM_BYTES = 24 * 1024 * 1024;

/**
 * Decodes a payload as `decode` does, but a large one in parts, so that its text is never in memory as a whole. An undecodable
 * part makes the whole payload undecodable, with the events of the parts before.
 */
export async function* decodeParts(
  compressed: Uint8Array,
  environment: string,
): AsyncGenerator<DecodedPayload> {
  try {
    yield decodeUpTo(MAX_KEPT_BYTES, compressed, environment);
    return;
  } catch (error) {
    if (!isTooLarge(error)) {
      yield notDecompressed(error);
      return;
    }
  }
  let total = 0;
  try {
    for await (const { text, bytes } of splitPayload(compressed)) {
      total += bytes;
      if (total > SMALL_HEAP_FROM_BYTES) preferSmallHeap(true);
      yield readMessage(text, bytes, environment);
    }
  } catch (error) {
    yield notDecompressed(error);
  }
}
