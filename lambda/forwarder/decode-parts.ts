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
  preferSmallHeap(true);
  try {
    for await (const { text, bytes } of splitPayload(compressed)) yield readMessage(text, bytes, environment);
  } catch (error) {
    yield notDecompressed(error);
  }
}
