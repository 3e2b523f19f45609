/** A key as it stands in a text, before the sign that separates it from its value. */
export interface KeyInText {
  readonly key: string;
  /** Where it starts. */
  readonly start: number;
  /** The key has quotes, so that the text is JSON or the like and the value a literal or a structure. */
  readonly quoted: boolean;
  /** What stands right before it. */
  readonly before: string;
  /** It is the word of a label, not a key. */
  readonly inLabel: boolean;
}

const MAX_BLANKS = 4;
const MAX_CLOSING = 8;
/** No name of a secret is shorter. */
const MIN_KEY = 2;
const MAX_KEY = 64;
const MAX_WORDS = 32;
const LABEL = "[redacted:";
const CLOSING = "\\\"'`])";

/**
 * The key whose separator stands at `at`, read backwards, so that only separators cost time; undefined where there is
 * none. Written out, because a pattern would have to look behind at every character.
 */
export function keyBefore(text: string, at: number): KeyInText | undefined {
  let end = at;
  while (at - end < MAX_BLANKS && isBlank(text.charCodeAt(end - 1))) end -= 1;
  let close = end;
  while (end - close < MAX_CLOSING && close > 0 && CLOSING.includes(text.charAt(close - 1))) close -= 1;
  let start = close;
  while (start > 0 && close - start < MAX_KEY && isKeyCode(text.charCodeAt(start - 1))) start -= 1;
  if (close - start < MIN_KEY) return undefined;
  return {
    key: text.slice(start, close),
    start,
    quoted: /["'`]/.test(text.slice(close, end)),
    before: text.charAt(start - 1),
    inLabel: text.startsWith(LABEL, start - LABEL.length),
  };
}

/** The words of a sentence before a key, which may be part of its name: `date of ` of `date of birth`. */
export function wordsBefore(text: string, start: number): string {
  let first = start;
  while (first > 0 && start - first < MAX_WORDS && isWordCode(text.charCodeAt(first - 1))) first -= 1;
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
