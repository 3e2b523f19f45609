import type { Kind } from "../kinds";
import { withoutLabels } from "../labels";
import { copyOf } from "../text/copy-of";
import { looksRandom } from "../text/value-heuristics";
import { SENSITIVE_NAMES, type NameRow, SUFFIXES } from "./sensitive-names";

export type { Extent } from "./sensitive-names";

export interface SensitiveKey extends NameRow {
  readonly kind: Kind;
  /** False for a plural, whose numbers are counts: `total_tokens: 1500`. */
  readonly matchesNumbers: boolean;
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+|\d+/gu;
const MAX_KEY = 256;

const BY_NAME: ReadonlyMap<string, SensitiveKey> = createNames();

function createNames(): ReadonlyMap<string, SensitiveKey> {
  const byName = new Map<string, SensitiveKey>();
  for (const row of SENSITIVE_NAMES) {
    const one = { ...row, matchesNumbers: true };
    const several = { ...row, matchesNumbers: false };
    for (const name of row.names) {
      const joined = name.replaceAll(" ", "");
      byName.set(joined, one);
      if (row.plural !== false) byName.set(`${joined}s`, several);
    }
  }
  return byName;
}

const MAX_WORDS = Math.max(
  ...SENSITIVE_NAMES.flatMap(({ names }) => names.map((name) => name.split(" ").length)),
);

/** Last words of names with several words. Only for these keys can preceding words change the classification. */
const LAST_WORDS: ReadonlySet<string> = new Set(
  SENSITIVE_NAMES.flatMap(({ names }) =>
    names.filter((name) => name.includes(" ")).flatMap((name) => [lastWord(name), `${lastWord(name)}s`]),
  ),
);

/**
 * Names that are recognized at the end of a concatenated word: `csrfmiddlewaretoken`, `USERPASSWORD`. Shorter names
 * would match parts of unrelated words.
 */
const CONCATENATED = [...BY_NAME].filter(
  ([name, { matchesConcatenated }]) => matchesConcatenated === true && name.length >= 5,
);

/** Names that end like a sensitive name but are not sensitive, such as pagination tokens and database keys. */
const NOT_SENSITIVE =
  /(?:next|page|continuation|pagination|resume|sync|cancellation|cache|restore|websocket|primary|foreign|partition|sort|s3|object|routing|idempotency|public|message|row|shard|hash|range|dedup|deduplication|group|lookup|index|unique|composite|translation|redis|sql|registry|event|metric|trace|attribute|param|jsonweb|dictionary|map|reference|correlation)(?:tokens?|keys?)$/;

/**
 * Classifies the value of a key; undefined if the key is not sensitive. Compares keys by their words, in any notation
 * (`access_token`, `accessToken`, `Access-Token`), so `author` and `tokenizer` do not match.
 */
export function classifyKey(key: string): SensitiveKey | undefined {
  if (key.length > MAX_KEY) return undefined;
  // The words of a label name what it replaced in the key, not the value.
  const words =
    withoutLabels(key)
      .match(WORD)
      ?.map((word) => word.toLowerCase()) ?? [];
  while (isSuffix(words.at(-1))) words.pop();
  if (words.length > 1 && NOT_SENSITIVE.test(words.join(""))) return undefined;
  for (let from = Math.max(0, words.length - MAX_WORDS); from < words.length; from += 1) {
    const known = BY_NAME.get(words.slice(from).join(""));
    if (known) return known;
  }
  const last = words.at(-1) ?? "";
  return CONCATENATED.find(([name]) => last.endsWith(name))?.[1];
}

/** The classification of a key, and whether preceding words of a sentence can change it: `date of birth`. */
export interface ClassifiedWord {
  readonly sensitive: SensitiveKey | undefined;
  readonly mayEndName: boolean;
}

const MAX_CACHED_WORDS = 2_000;

export type WordClassifier = (key: string) => ClassifiedWord;

/**
 * Reads keys as they stand in texts, and caches them, within bounds: the texts of an application share them. The cache
 * holds text of log lines, so that it belongs to a redactor and never to a module.
 */
export function createWordClassifier(): WordClassifier {
  const cache = new Map<string, ClassifiedWord>();
  return (key) => {
    const cached = cache.get(key);
    if (cached) return cached;
    if (cache.size >= MAX_CACHED_WORDS) cache.clear();
    const classified = { sensitive: classifyKey(key), mayEndName: LAST_WORDS.has(key.toLowerCase()) };
    cache.set(copyOf(key), classified);
    return classified;
  };
}

const MAX_CACHED_TITLE_LENGTH = 64;

/**
 * Classifies keys that are themselves values, such as the first item of `["cookie", "a=b"]`. Caches short ones, within
 * bounds.
 */
export function createTitleClassifier(): (title: string) => SensitiveKey | undefined {
  const classifyWord = createWordClassifier();
  return (title) =>
    title.length <= MAX_CACHED_TITLE_LENGTH ? classifyWord(title).sensitive : classifyKey(title);
}

/** Whether what stands under a key is what the key says, given that only its form can tell. */
export function isPlausible(
  { ambiguous, unambiguousPattern, valuePattern }: SensitiveKey,
  value: string,
): boolean {
  return (
    (ambiguous !== true || looksRandom(value) || unambiguousPattern?.test(value) === true) &&
    (valuePattern === undefined || valuePattern.test(value))
  );
}

function isSuffix(word = ""): boolean {
  return SUFFIXES.has(word) || /^\d+$/.test(word);
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(" ") + 1);
}
