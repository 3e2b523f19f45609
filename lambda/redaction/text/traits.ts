/**
 * Traits of a text, as bits. One cheap pass over an ordinary text makes all patterns unnecessary. A detector lists the
 * traits of which it needs at least one.
 */
export const AT = 1;
/** `:` or `=` */
export const SEPARATOR = 2;
/** `"`, `'` or `<` */
export const QUOTE = 4;
/** `%`, `\` or `&`: characters may be written as escapes. */
export const ESCAPE = 8;
export const DASH = 16;
/** Anything except lower-case hexadecimal digits and dashes. */
const NON_HEX = 32;
const DOT = 64;
/** Three digits, separated at most by separators of numbers. */
export const SHORT_NUMBER = 128;
/** As many digits as the shortest phone number, separated at most by separators of numbers. */
export const LONG_NUMBER = 256;
/** Four such digits and a dot, the minimum of an IPv4 address. */
export const DOTTED_NUMBER = 512;
/** At least one digit. */
export const DIGIT = 2048;
/** A run as in LONG_RUN and a digit, the minimum of a token. */
export const LONG_RUN_WITH_DIGIT = 1024;

const MIN_RUN = 16;
const MIN_NUMBER = 7;
const ASCII = 128;

/** Sixteen consecutive letters, digits, `_` and `-`. */
export const LONG_RUN = 65_536;
/** Traits of a single character: part of a run, a digit, or a separator between groups of a number. */
const IN_RUN = 4096;
const IS_DIGIT = 8192;
const IS_GAP = 16_384;

/** Traits of all non-ASCII characters, which include spaces and dashes. */
const OTHER = NON_HEX | IS_GAP;

const BITS = Uint16Array.from({ length: ASCII }, (_, code) => bitsOf(String.fromCharCode(code)));

function bitsOf(character: string): number {
  const hex = /[\da-f-]/.test(character) ? 0 : NON_HEX;
  if (/\d/.test(character)) return hex | IN_RUN | IS_DIGIT;
  if (/\w/.test(character)) return hex | IN_RUN;
  if (/[ ()+/]/.test(character)) return hex | IS_GAP;
  if (/[:=]/.test(character)) return hex | SEPARATOR;
  if (/["'<]/.test(character)) return hex | QUOTE;
  if (/[%&\\]/.test(character)) return hex | ESCAPE;
  switch (character) {
    case "@":
      return hex | AT;
    case "-":
      return hex | DASH | IN_RUN | IS_GAP;
    case ".":
      return hex | DOT | IS_GAP;
    default:
      return hex;
  }
}

/**
 * The traits of a text, or 0 if no detector can find a secret. A whole text of hexadecimal digits with a letter, and
 * dashes, is a hash, a UUID or a trace id.
 */
export function traitsOf(text: string): number {
  let bits = 0;
  let digits = 0;
  let run = 0;
  let longest = 0;
  let number = 0;
  let longestNumber = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const traits = code < ASCII ? (BITS[code] ?? 0) : OTHER;
    bits |= traits;
    if ((traits & IN_RUN) === 0) {
      if (run > longest) longest = run;
      run = 0;
    } else {
      run += 1;
    }
    if ((traits & IS_DIGIT) !== 0) {
      digits += 1;
      number += 1;
      if (number > longestNumber) longestNumber = number;
    } else if ((traits & IS_GAP) === 0) number = 0;
  }
  if (run > longest) longest = run;
  if ((bits & NON_HEX) === 0 && /[a-f]/.test(text)) return 0;
  if (longest >= MIN_RUN) bits |= digits > 0 ? LONG_RUN | LONG_RUN_WITH_DIGIT : LONG_RUN;
  if (digits > 0) bits |= DIGIT;
  if (longestNumber > 2) bits |= SHORT_NUMBER;
  if (longestNumber > 3 && (bits & DOT) !== 0) bits |= DOTTED_NUMBER;
  if (longestNumber >= MIN_NUMBER) bits |= LONG_NUMBER;
  return bits & ~(NON_HEX | DOT | IN_RUN | IS_DIGIT | IS_GAP);
}
