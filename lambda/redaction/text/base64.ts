/** A run of base64 in a text, and its decoded text. */
export interface Base64Text {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const MIN_RUN = 16;
/** Length of the sample that is decoded to detect text. */
const SAMPLE = 64;
const TEXT = /^[\P{Cc}\t\n\r]+$/u;

/** The six bits of each base64 character, in both alphabets; 255 for all other characters. */
const SEXTETS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === "-") return 62;
  if (character === "_") return 63;
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(character);
});

/**
 * Finds runs of base64 that contain text, not an image, a digest or a key. Not a pattern, for speed: it examines every
 * run.
 */
export function findBase64Texts(text: string): readonly Base64Text[] {
  let encoded: Base64Text[] | undefined;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (sextet(text, at) < 64) continue;
    if (at - from >= MIN_RUN && mayEncodeText(text, from, at)) {
      const decoded = decode(text.slice(from, at));
      let to = at;
      while (to < at + 2 && text[to] === "=") to += 1;
      if (isText(decoded)) (encoded ??= []).push({ from, to, text: decoded });
    }
    from = at + 1;
  }
  return encoded ?? [];
}

/** Whether a run of base64 contains text, and not random bytes. */
export function encodesText(run: string): boolean {
  return run.length >= MIN_RUN && mayEncodeText(run, 0, run.length) && isText(decode(run.slice(0, SAMPLE)));
}

function sextet(text: string, at: number): number {
  return SEXTETS[text.charCodeAt(at)] ?? 255;
}

/**
 * Whether the first bytes of a run between two positions are text in UTF-8, without control characters. One in some
 * hundred runs of random bytes begins like this.
 */
export function mayEncodeText(text: string, from: number, to: number): boolean {
  const end = Math.min(to, from + SAMPLE) - 3;
  let continuation = 0;
  for (let at = from; at < end; at += 4) {
    const first = sextet(text, at);
    const second = sextet(text, at + 1);
    const third = sextet(text, at + 2);
    const fourth = sextet(text, at + 3);
    // Padding.
    if ((first | second | third | fourth) > 63) break;
    const bits = (first << 18) | (second << 12) | (third << 6) | fourth;
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (bits >> shift) & 255;
      // The first three bytes must be ASCII.
      if (at === from && !isPrintable(byte)) return false;
      if (byte < 128) {
        if (continuation > 0 || !isPrintable(byte)) return false;
      } else if (byte < 192) {
        if (continuation === 0) return false;
        continuation -= 1;
      } else {
        if (continuation > 0) return false;
        continuation = byte < 224 ? 1 : byte < 240 ? 2 : 3;
      }
    }
  }
  return true;
}

function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9;
}

function decode(run: string): string {
  return Buffer.from(run, "base64").toString("utf8");
}

function isText(text: string): boolean {
  return TEXT.test(text) && !text.includes("\ufffd");
}
