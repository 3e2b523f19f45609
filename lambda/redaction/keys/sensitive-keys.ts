import type { Kind } from "../kinds";
import { looksRandom } from "../text/value-heuristics";
import { SENSITIVE_NAMES, type NameRow, SUFFIXES } from "./sensitive-names";

export type { Extent } from "./sensitive-names";

export interface SensitiveKey extends NameRow {
  readonly kind: Kind;
  /** False for a plural, whose numbers are counts: `total_tokens: 1500`. */
  readonly matchesNumbers: boolean;
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+/gu;
const MAX_KEY = 256;

const BY_NAME: ReadonlyMap<string, SensitiveKey> = new Map<string, SensitiveKey>(
  SENSITIVE_NAMES.flatMap((row) =>
    row.names.flatMap((name) => {
      const joined = name.replaceAll(" ", "");
      const one = [joined, { ...row, matchesNumbers: true }] as const;
      return row.plural === false ? [one] : [one, [`${joined}s`, { ...row, matchesNumbers: false }] as const];
    }),
  ),
);

const MAX_WORDS = Math.max(
  ...SENSITIVE_NAMES.flatMap(({ names }) => names.map((name) => name.split(" ").length)),
);

/** Last words of names of several words: only behind these can words before a key make a difference. */
const LAST_WORDS: ReadonlySet<string> = new Set(
  SENSITIVE_NAMES.flatMap(({ names }) => names.filter((name) => name.includes(" ")).map(lastWord)),
);

/**
 * Names long enough to be known at the end of a word that nobody separated: `csrfmiddlewaretoken`, `USERPASSWORD`.
 * Shorter ones would be found in words that mean something else.
 */
const CONCATENATED = [...BY_NAME].filter(
  ([name, { matchesConcatenated }]) => matchesConcatenated === true && name.length >= 5,
);

/** Names of nothing secret that end like one: a position in a list, a name for a thing. */
const NOT_SENSITIVE =
  /(?:next|page|continuation|pagination|resume|sync|cancellation|cache|primary|foreign|partition|sort|s3|object|routing|idempotency|public|message|row|shard|hash|range|dedup|deduplication|group|lookup|index|unique|composite|translation|redis|sql|registry|event|metric|trace|attribute|param|dictionary|map|reference|correlation)(?:tokens?|keys?)$/;

/**
 * What a key says of its value, or undefined for a key that may stand. Keys are compared by their words, however they
 * are joined (`access_token`, `accessToken`, `Access-Token`), so that `author` and `tokenizer` stay.
 */
export function classifyKey(key: string): SensitiveKey | undefined {
  // The words of a label name what was in the key, not what the value is.
  if (key.length > MAX_KEY || key.includes("[redacted:")) return undefined;
  const words = key.match(WORD)?.map((word) => word.toLowerCase()) ?? [];
  while (words.length > 1 && isSuffix(words.at(-1))) words.pop();
  if (words.length > 1 && NOT_SENSITIVE.test(words.slice(-2).join(""))) return undefined;
  for (let from = Math.max(0, words.length - MAX_WORDS); from < words.length; from += 1) {
    const known = BY_NAME.get(words.slice(from).join(""));
    if (known) return known;
  }
  const last = words.at(-1) ?? "";
  return CONCATENATED.find(([name]) => last.endsWith(name))?.[1];
}

/** What a key says, and whether words before it in a sentence can make it say more: `date of birth`. */
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

/** V8 keeps the whole text for as long as a slice of it is in use. */
function copyOf(slice: string): string {
  return Buffer.from(slice, "utf16le").toString("utf16le");
}

/** Whether what stands under a key is what the key says, given that only its form can tell. */
export function isPlausible({ ambiguous, valuePattern }: SensitiveKey, value: string): boolean {
  return (
    (ambiguous !== true || looksRandom(value)) && (valuePattern === undefined || valuePattern.test(value))
  );
}

function isSuffix(word = ""): boolean {
  return SUFFIXES.has(word) || /^\d+$/.test(word);
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(" ") + 1);
}
