import type { WordClassifier } from "../keys/sensitive-keys";
import type { Kind } from "../kinds";

/** Where a secret stands in a text: from its first character up to, not including, `to`. */
export interface DetectedSecret {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** One kind of secret that can be known by how it looks or by what stands before it, as data. */
export interface Detector {
  readonly name: string;
  /** What most of its findings are; a finding says its own kind. */
  readonly kind: Kind;
  /** What it matches, for docs/redaction.md. */
  readonly description: string;
  /** Who defines the form, or why it is looked for. */
  readonly source: string;
  /** Traits (traits.ts): a text with none of them has nothing for this detector. */
  readonly requiredTraits: number;
  /** Cheap: a text without a match has nothing for `pattern`. */
  readonly hint: RegExp;
  /**
   * Finds candidates; global. It takes time linear in the text, whoever wrote it: what may be long is one character
   * class that starts where its run starts (a lookbehind) or behind a fixed mark, and everything else is bounded.
   */
  readonly pattern: RegExp;
  /** The secret in a match, or several, or undefined: then the search goes on one character further. */
  readonly detect: (
    match: RegExpExecArray,
    classifyWord: WordClassifier,
  ) => DetectedSecret | readonly DetectedSecret[] | undefined;
  /** Texts, with what becomes of them. A text that stands alone stays as it is. */
  readonly examples: readonly Example[];
}

export type Example = readonly [text: string, redacted: string] | readonly [text: string];

/**
 * The secret is the match, without what the pattern's group `keep` took to find it.
 *
 * @param check refuses a match that only looks like a secret
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
