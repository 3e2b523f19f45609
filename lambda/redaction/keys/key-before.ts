import { LABEL_START } from "../labels";

/** A key in a text, before its separator. */
export interface KeyInText {
  readonly key: string;
  /** Start of the key. */
  readonly start: number;
  /** Whether the key has quotes, as in JSON, so that the value is a literal or a structure. */
  readonly quoted: boolean;
  /** The character before the key. */
  readonly before: string;
  /** Whether it is part of a label, not a key. */
  readonly inLabel: boolean;
}

const MAX_BLANKS = 4;
const MAX_CLOSING = 8;
/** Minimum length of a sensitive name. */
const MIN_KEY = 2;
const MAX_KEY = 64;
const MAX_WORDS = 32;
const CLOSING = "\\\"'`])";

/**
 * The key before the separator at `at`; undefined if there is none. Scans backwards, so the time depends only on the
 * number of separators. Not a pattern, because a lookbehind would run at every character.
 */
export function keyBefore(text: string, at: number): KeyInText | undefined {
  let end = at;
  while (at - end < MAX_BLANKS && isBlank(text.charCodeAt(end - 1))) end -= 1;
  let close = end;
  while (end - close < MAX_CLOSING && close > 0 && CLOSING.includes(text.charAt(close - 1))) close -= 1;
  let start = close;
  while (close - start < MAX_KEY && isKeyCode(text.charCodeAt(start - 1))) start -= 1;
  if (close - start < MIN_KEY) return undefined;
  return {
    key: text.slice(start, close),
    start,
    quoted: hasQuote(text, close, end),
    before: text.charAt(start - 1),
    inLabel: text.startsWith(LABEL_START, start - LABEL_START.length),
  };
}

function hasQuote(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (QUOTES.includes(text.charAt(at))) return true;
  return false;
}
const QUOTES = "\"'`";

/** The preceding words of a sentence, which may be part of the name: `date of ` of `date of birth`. */
export function wordsBefore(text: string, start: number): string {
  let first = start;
  while (start - first < MAX_WORDS && isWordCode(text.charCodeAt(first - 1))) first -= 1;
  return text.slice(first, start);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Letters of any script, digits, `_`, `-`, `.` and `$`. */
function isKeyCode(code: number): boolean {
  if (code >= 128) return code > 191 && (code < 8192 || code > 12287);
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 36
  );
}

function isWordCode(code: number): boolean {
  return code === 32 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 39;
}
