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

/** The six bits of each base64 character, in both alphabets; 64 for all other characters. */
const SEXTETS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === "-") return 62;
  if (character === "_") return 63;
  const value = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(character);
  return value < 0 ? 64 : value;
});

/**
 * Finds runs of base64 that contain text, not an image, a digest or a key. Not a pattern, for speed: it examines every
 * run.
 */
export function findBase64Texts(text: string): readonly Base64Text[] {
  let encoded: Base64Text[] | undefined;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && sextet(text, at) < 64) continue;
    if (at - from >= MIN_RUN && mayBeText(text, from)) {
      const run = text.slice(from, at);
      const decoded = isText(decode(run.slice(0, SAMPLE))) ? decode(run) : "";
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
  return run.length >= MIN_RUN && mayBeText(run, 0) && isText(decode(run.slice(0, SAMPLE)));
}

function sextet(text: string, at: number): number {
  return SEXTETS[text.charCodeAt(at)] ?? 64;
}

/** Whether the first three bytes are printable, which is true for one in twenty runs of random bytes. */
function mayBeText(text: string, from: number): boolean {
  const bits =
    (sextet(text, from) << 18) |
    (sextet(text, from + 1) << 12) |
    (sextet(text, from + 2) << 6) |
    sextet(text, from + 3);
  return isPrintable(bits >> 16) && isPrintable((bits >> 8) & 255) && isPrintable(bits & 255);
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
