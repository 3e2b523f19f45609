import type { WordClassifier } from "../keys/sensitive-keys";
import type { Kind } from "../kinds";
import type { TextScan } from "../text/text-scan";

/** Position of a secret in a text: from its first character up to, not including, `to`. */
export interface DetectedSecret {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** What a detector needs besides a text. It belongs to a redactor, and holds no text. */
export interface DetectionContext {
  readonly classifyWord: WordClassifier;
  readonly scan: TextScan;
}

/**
 * Whether a secret may be at a candidate: false for most candidates without one. It reads a bounded number of codes, and
 * those up to `end`, see {@link Detector.read}. The codes are the UTF-16 codes of the text, and a zero after its end.
 */
export type MayMatch = (codes: Uint16Array, at: number, end: number) => boolean;

/**
 * Where a detector looks for a secret. The scan of a text (text/scan.ts) finds these positions for all detectors, and
 * calls a detector only if `mayMatch` is true or missing.
 */
export type Anchor = Place & { readonly mayMatch?: MayMatch };

type Place =
  /**
   * The start of a word of letters and digits, which begins with a prefix in any case. A digit of a prefix stands for
   * any digit, and a character that is neither a letter nor a digit for any such character.
   */
  | { readonly at: "word"; readonly prefixes: readonly string[] }
  /**
   * Each of these characters, which are neither letters, digits, spaces, dots nor `_`. `next` contains the ASCII
   * characters that may follow. The characters above U+00BF are one: `mayMatch` tells them apart.
   */
  | {
      readonly at: "character";
      readonly characters: string;
      readonly next?: string;
    }
  /** Such a character, and what may follow it, if the text before it ends like a sensitive name. */
  | { readonly at: "separator"; readonly separators: Readonly<Record<string, string | undefined>> }
  /**
   * Each group of digits in a number, if the number has at least `digits` digits from there on. `firstGroup` is the
   * length of the group, from and to; `next` contains the characters that may follow the group.
   */
  | {
      readonly at: "number";
      readonly digits: number;
      readonly firstGroup: readonly [min: number, max: number];
      readonly next?: string;
    }
  /** The start of a run of at least this many letters, digits, `_` and `-`. `next` contains what may follow the run. */
  | { readonly at: "run"; readonly length: number; readonly next?: string };

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** ASCII characters that may follow an anchor. */
export const NEXT = {
  wordOrDash: `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_-`,
  hexadecimal: `${DIGITS}abcdefABCDEF`,
} as const;

/** One kind of secret that is recognizable by its format or by the text before it. */
export interface Detector {
  readonly name: string;
  /** Kind of most of its findings; each finding has its own kind. */
  readonly kind: Kind;
  /** What the detector matches, for docs/redaction.md. */
  readonly description: string;
  /** The definition of the format, or the reason to detect it. */
  readonly source: string;
  readonly anchor: Anchor;
  /**
   * The patterns of `read`, so that a test checks them. Each must take linear time: an unbounded part is a single
   * character class after a fixed prefix; all other parts are bounded.
   */
  readonly patterns: readonly RegExp[];
  /**
   * The secret at an anchor, or several, or undefined. `end` is the end of the number or run at `at`, or of the first
   * letters or digits of the word. Reads only a
   * bounded part of the text around `at`, the text up to `end`, text that becomes part of the secret, and what
   * `context.scan` returns. Otherwise the search takes quadratic time.
   */
  readonly read: (
    text: string,
    at: number,
    context: DetectionContext,
    end: number,
  ) => DetectedSecret | readonly DetectedSecret[] | undefined;
  /** Texts, with what becomes of them. A text that stands alone stays as it is. */
  readonly examples: readonly Example[];
}

export type Example = readonly [text: string, redacted: string] | readonly [text: string];

/** What a pattern of a detector makes of its match; see {@link Detector.read}. */
type ReadMatch = (
  match: RegExpExecArray,
  context: DetectionContext,
) => DetectedSecret | readonly DetectedSecret[] | undefined;

/** Reads a secret with a sticky pattern at the anchor. */
export function readPattern(pattern: RegExp, read: ReadMatch): Pick<Detector, "patterns" | "read"> {
  return {
    patterns: [pattern],
    read: (text, at, context) => {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      return match === null ? undefined : read(match, context);
    },
  };
}

/**
 * Returns the match as the secret, without the text of the named group `keep`.
 *
 * @param check returns false for a match that is not a secret
 */
export function wholeMatch(
  kind: Kind,
  check: (secret: string, match: RegExpExecArray) => boolean = () => true,
): ReadMatch {
  return (match) => {
    const kept = match.groups?.["keep"]?.length ?? 0;
    if (!check(match[0].slice(kept), match)) return undefined;
    return { kind, from: match.index + kept, to: match.index + match[0].length };
  };
}
