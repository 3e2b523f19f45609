import type { WordClassifier } from "../keys/sensitive-keys";
import type { Kind } from "../kinds";
import type { TextScan } from "../text/text-scan";

/** Position of a secret in a text: from its first character up to, not including, `to`. */
export interface DetectedSecret {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** What a detector needs besides a match. It belongs to a redactor, and holds no text. */
export interface DetectionContext {
  readonly classifyWord: WordClassifier;
  readonly scan: TextScan;
}

/** One kind of secret that is recognizable by its format or by the text before it. */
export interface Detector {
  readonly name: string;
  /** Kind of most of its findings; each finding has its own kind. */
  readonly kind: Kind;
  /** What the detector matches, for docs/redaction.md. */
  readonly description: string;
  /** The definition of the format, or the reason to detect it. */
  readonly source: string;
  /** Traits (traits.ts). The detector finds nothing in a text that has none of them. */
  readonly requiredTraits: number;
  /** A cheap pattern. If it does not match, `pattern` does not match either. */
  readonly hint: RegExp;
  /**
   * Finds candidates; global. Must take linear time on any input: an unbounded part is a single character class that
   * starts at the start of its run (by a lookbehind) or after a fixed prefix; all other parts are bounded.
   */
  readonly pattern: RegExp;
  /**
   * The secret in a match, or several, or undefined: then the search continues one character further. Reads only a
   * bounded part of the text around the match, text that becomes part of the secret, and what `context.scan` returns.
   * Otherwise the search takes quadratic time.
   */
  readonly detect: (
    match: RegExpExecArray,
    context: DetectionContext,
  ) => DetectedSecret | readonly DetectedSecret[] | undefined;
  /** Texts, with what becomes of them. A text that stands alone stays as it is. */
  readonly examples: readonly Example[];
}

export type Example = readonly [text: string, redacted: string] | readonly [text: string];

/**
 * Returns the match as the secret, without the text of the named group `keep`.
 *
 * @param check returns false for a match that is not a secret
 */
export function wholeMatch(
  kind: Kind,
  check: (secret: string, match: RegExpExecArray) => boolean = () => true,
): Detector["detect"] {
  return (match) => {
    const kept = match.groups?.["keep"]?.length ?? 0;
    if (!check(match[0].slice(kept), match)) return undefined;
    return { kind, from: match.index + kept, to: match.index + match[0].length };
  };
}
