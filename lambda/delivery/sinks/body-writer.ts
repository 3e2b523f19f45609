/** A text in UTF-8, in a buffer that it shares with others. */
export interface Body {
  readonly buffer: Buffer;
  readonly start: number;
  /** Length. */
  readonly bytes: number;
}

/** A piece of the forwarder, or two requests to a sink, with texts of the usual length. */
const MAX_BUFFER_BYTES = 2 * 1024 * 1024;
/** Of one text, measured and rounded up. */
const USUAL_BYTES = 1_024;
/** A UTF-16 code unit has at most three bytes in UTF-8. */
const MAX_BYTES_PER_CODE_UNIT = 3;

/**
 * Writes texts into shared buffers. They are kept until a sink has answered, and outside the heap no garbage collection copies
 * or visits them.
 *
 * @param count expected number of texts
 */
export function createBodyWriter(count: number): (text: string) => Body {
  const bufferBytes = Math.min(MAX_BUFFER_BYTES, count * USUAL_BYTES);
  let buffer = Buffer.alloc(0);
  let start = 0;
  return (text) => {
    if (MAX_BYTES_PER_CODE_UNIT * text.length > buffer.byteLength - start) {
      const needed =
        text.length > bufferBytes ? Buffer.byteLength(text) : MAX_BYTES_PER_CODE_UNIT * text.length;
      buffer = Buffer.allocUnsafeSlow(Math.max(bufferBytes, needed));
      start = 0;
    }
    const body = { buffer, start, bytes: buffer.write(text, start) };
    start += body.bytes;
    return body;
  };
}

/** A single text as a buffer of its own. */
export function bodyOf(text: string): Body {
  const buffer = Buffer.from(text);
  return { buffer, start: 0, bytes: buffer.byteLength };
}

/** The bytes of a body, without a copy. */
export function bytesOf({ buffer, start, bytes }: Body): Buffer {
  return buffer.subarray(start, start + bytes);
}

/** ASCII before, between and after the bodies of a batch. */
export interface Delimiters {
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

const NO_DELIMITERS: Delimiters = { before: "", between: "", after: "" };

/** The bodies of a batch as one: without delimiters usually a part of their buffer, and otherwise a copy. */
export function joinBodies(bodies: readonly Body[], delimiters = NO_DELIMITERS): Buffer {
  const [first] = bodies;
  if (delimiters === NO_DELIMITERS && first && areAdjacent(bodies)) {
    const bytes = bodies.reduce((sum, body) => sum + body.bytes, 0);
    return bytesOf({ ...first, bytes });
  }
  const { before, between, after } = delimiters;
  const size = bodies.reduce((sum, { bytes }) => sum + bytes, before.length + after.length);
  const joined = Buffer.allocUnsafeSlow(size + between.length * Math.max(0, bodies.length - 1));
  let at = joined.write(before);
  for (const [index, { buffer, start, bytes }] of bodies.entries()) {
    if (index > 0) at += joined.write(between, at);
    at += buffer.copy(joined, at, start, start + bytes);
  }
  joined.write(after, at);
  return joined;
}

function areAdjacent(bodies: readonly Body[]): boolean {
  return bodies.every(({ buffer, start }, index) => {
    const before = bodies[index - 1];
    return before === undefined || (buffer === before.buffer && start === before.start + before.bytes);
  });
}
