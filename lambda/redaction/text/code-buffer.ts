/** The UTF-16 codes of one text at a time. */
export interface CodeBuffer {
  /** The codes of the text, and a zero after its end. Valid until the next call. */
  readonly read: (text: string) => Uint16Array;
  /** Overwrites the codes of all texts since the last call, so that the buffer holds no text of a line. */
  readonly clear: () => void;
}

const INITIAL_LENGTH = 4096;
/** A longer text is copied at once, which costs a fixed time; a shorter one code by code. */
const COPIED_BY_CODE = 32;

/**
 * Creates a buffer for the scan. Reading an array of codes takes half the time of `charCodeAt`, which has to tell apart
 * the representations of a string at every call.
 */
export function createCodeBuffer(): CodeBuffer {
  let bytes = Buffer.alloc(2 * INITIAL_LENGTH);
  let codes = viewOf(bytes);
  /** The length of the longest text since the buffer was cleared. */
  let used = 0;
  return {
    read(text) {
      const { length } = text;
      if (length >= codes.length) {
        bytes = Buffer.alloc(2 * length + 2);
        codes = viewOf(bytes);
      }
      if (length > used) used = length;
      if (length > COPIED_BY_CODE) bytes.write(text, 0, "utf16le");
      else for (let at = 0; at < length; at += 1) codes[at] = text.charCodeAt(at);
      codes[length] = 0;
      return codes;
    },
    clear() {
      if (codes.length > INITIAL_LENGTH) {
        bytes = Buffer.alloc(2 * INITIAL_LENGTH);
        codes = viewOf(bytes);
      } else codes.fill(0, 0, used);
      used = 0;
    },
  };
}

function viewOf({ buffer, byteOffset, length }: Buffer): Uint16Array {
  return new Uint16Array(buffer, byteOffset, length / 2);
}
