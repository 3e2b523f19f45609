import { createGunzip } from "node:zlib";
import { MAX_UNCOMPRESSED_BYTES, TOO_LARGE } from "./decode";

/** A payload in JSON with some of the events of a larger one. */
export interface PayloadPart {
  readonly text: string;
  /** Size of its events in UTF-8, in bytes. */
  readonly bytes: number;
}

/** Size from which the text of a payload is cut, in bytes. A longer event is a part of its own. */
export const PART_BYTES = 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;
/** The minimum of Node.js. Source: Node.js documentation, "Class: Options" of zlib. */
const MIN_CHUNK_BYTES = 64;

/** In valid JSON no string contains these, because it would escape the quotes. */
const BEFORE_EVENTS = '"logEvents":[';
const BETWEEN_EVENTS = '},{"id":"';
const AFTER_EVENTS = "]}";

export interface SplitOptions {
  /**
   * Maximum size of the whole text, in bytes.
   * @default MAX_UNCOMPRESSED_BYTES
   */
  readonly maxBytes?: number | undefined;
  /** @default PART_BYTES */
  readonly partBytes?: number | undefined;
}

/**
 * Decompresses a payload, and cuts its text between events into payloads with the same names. Only PART_BYTES of the text
 * are in memory at a time. A text in another notation than that of CloudWatch Logs is one part.
 *
 * @throws Error of `node:zlib` for bytes that are not gzip, or `ERR_BUFFER_TOO_LARGE`
 */
export async function* splitPayload(
  compressed: Uint8Array,
  { maxBytes = MAX_UNCOMPRESSED_BYTES, partBytes = PART_BYTES }: SplitOptions = {},
): AsyncGenerator<PayloadPart> {
  let header = "";
  let rest: Buffer = Buffer.alloc(0);
  for await (const text of decompress(compressed, maxBytes, partBytes)) {
    const waiting = Buffer.concat([rest, text]);
    const start = header === "" ? startOfEvents(waiting) : 0;
    const end = waiting.lastIndexOf(BETWEEN_EVENTS) + 1;
    if (start < 0 || end <= start) {
      rest = waiting;
      continue;
    }
    if (header === "") header = waiting.toString("utf8", 0, start);
    yield { text: header + waiting.toString("utf8", start, end) + AFTER_EVENTS, bytes: end };
    rest = waiting.subarray(end + 1);
  }
  yield { text: header + rest.toString("utf8"), bytes: rest.byteLength };
}

function startOfEvents(text: Buffer): number {
  const start = text.indexOf(BEFORE_EVENTS);
  return start < 0 ? start : start + BEFORE_EVENTS.length;
}

/** Yields texts of `partBytes` or a little more, and a shorter one at the end. */
async function* decompress(
  compressed: Uint8Array,
  maxBytes: number,
  partBytes: number,
): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: Math.max(MIN_CHUNK_BYTES, Math.min(CHUNK_BYTES, partBytes)) });
  stream.end(compressed);
  let chunks: Buffer[] = [];
  let waiting = 0;
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.byteLength;
    if (total > maxBytes) throw Object.assign(new Error(), { code: TOO_LARGE });
    chunks.push(chunk);
    waiting += chunk.byteLength;
    if (waiting < partBytes) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    waiting = 0;
  }
  yield Buffer.concat(chunks);
}
