import { UUID, UUID_FORM } from "./uuid";
import { consistsOfWords } from "./words";

/** Placeholders of secrets. */
const PLACEHOLDERS =
  /^(?:[*x•.\-_#?]{3,}|[>|][+-]?|\$\{[^}]*\}?|\$[A-Z_]{2,}|\$\d|\[[A-Z_ ]{3,24}\]|\{\{[^}]*\}\}|\{[\w.]{1,40}\}|<[^>]*>?|%\(?\w*\)?[sd]|%[A-Z_]+%|\$\(.*|your[_ -].*|\((?:not|none|unset|empty|hidden|known|sensitive|unchanged|default)\b.*)$/i;

/** Runs of a character that stands for any other, as in documentation: `ghp_xxxxxxxxxxxx`. */
const FILLER = /([x*#•])\1{3,}/gi;
/** Characters of such runs. Fewer occur in secrets, and in the formats of short keys. */
const MIN_FILLER = 12;

/** Words of a text that says what belongs in its place: `insert_key_here`, `a-fake-token`. */
const WORDS = /^[a-z]+(?:[_.-][a-z]+){1,8}$/i;
const MARKER = /(?:^|[_.-])(?:your|insert|replace|put|enter|fake|dummy|example|sample|placeholder)(?![a-z])/i;
const NOUN =
  /(?:^|[_.-])(?:key|apikey|token|secret|password|passwd|passphrase|value|credentials?|here)(?![a-z])/i;
const MAX_WORDS = 64;

/** AWS's example keys, which are in its documentation and in no account. */
const EXAMPLE = /^A[KS]IA[A-Z\d]{9}EXAMPLE$|^[\w+/]{30}EXAMPLEKEY$/;

/** Words that describe a secret: `token: expired`, `password: too short`. */
const STATUS_WORDS: ReadonlySet<string> = new Set(
  [
    "null none nil undefined true false yes no on off empty unset blank missing absent invalid valid incorrect wrong",
    "expired revoked required optional rejected accepted refused denied failed failure success ok changed updated",
    "created deleted rotated reset renewed refreshed issued not is was has must should too the a an and or for from to",
    "in with of unknown unauthorized forbidden disabled enabled found mismatch mismatched redacted masked hidden",
    "removed filtered string str text number integer int bool boolean object array any bytes char varchar error",
    "creating updating deleting checking loading reading refreshing renewing rotating validating verifying generating",
    "exception unable cannot could please enter provide check verify started ended closed opened active inactive",
    "chauthtok 0 1 dummy placeholder todo all amd64 arm64 armhf i386 noarch latest main master",
    "authentication authorization bearer basic digest header token password secret key value name type scheme",
  ]
    .join(" ")
    .split(" "),
);

/** Expressions that refer to a secret: `config.password`, `getpass()`, `os.environ[…]`, `Token{…`. */
const REFERENCES =
  /^(?:(?:os|process|self|this|req|request|config|settings|conf|env|environ|args|params|options|opts|ctx|context|secrets|var|local|module|data|System|ENV|cfg|app|props|state|user|creds|credentials)(?:\.[A-Za-z_]\w{0,40}|\[["']?[A-Za-z_]{1,40}["']?\]?){1,4}(?:\(.*)?|[A-Za-z_]\w{0,40}(?:\.[A-Za-z_]\w{0,40}){0,4}(?:\(|\{|@[\da-f]{4,8}\b).*|new [A-Z].*|\$[A-Za-z_]\w{0,40}[)}].*)$/;

export function isPlaceholder(value: string): boolean {
  return PLACEHOLDERS.test(value) || isFiller(value) || isInstruction(value) || EXAMPLE.test(value);
}

/** Whether a value consists mostly of a character that stands for any other. */
function isFiller(value: string): boolean {
  if (value.length < MIN_FILLER) return false;
  let length = 0;
  for (const [run] of value.matchAll(FILLER)) length += run.length;
  return length >= MIN_FILLER && 2 * length >= value.length;
}

function isInstruction(value: string): boolean {
  return value.length <= MAX_WORDS && WORDS.test(value) && MARKER.test(value) && NOUN.test(value);
}

export function isStatusWord(value: string): boolean {
  return STATUS_WORDS.has(withoutEnd(value, PUNCTUATION).toLowerCase());
}
const PUNCTUATION = ".,;:!?)";

/** The text without the given characters at its end. Not a pattern, because a pattern would take quadratic time. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function isReference(value: string): boolean {
  return REFERENCES.test(value);
}

const HEX = /^(?:0x)?[\da-f]+$/i;
const MIN_RANDOM_LENGTH = 16;
/**
 * Minimum entropy, in bits per character. English words of this length have less than 3.6, base64 of random bytes has
 * more than 4.
 */
const MIN_ENTROPY = 3;

/**
 * Whether a value looks random, like tokens and keys: mixed letters and digits without spaces, and not a UUID, digest,
 * path, URL, version or time. The entropy is Shannon's, over the characters of the value.
 */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_RANDOM_LENGTH || !/^[\w+/=.~:!@#$%^&*-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  if (HEX.test(value) || UUID.test(value) || /^(?:[\w+-]{0,32}:\/)?\/|^\d{4}-\d\d-\d\d/.test(value))
    return false;
  // Words joined by punctuation, with some numbers, or a short random part as in names of containers.
  const parts = value.split(/[\W_]+/);
  const [other, ...others] = parts.filter((part) => !isWord(part));
  if (other === undefined) return false;
  if (others.length === 0 && parts.length > MIN_NAME && other.length <= MAX_SUFFIX) return false;
  if (isNameWithDigest(value)) return false;
  return entropy(value) >= MIN_ENTROPY;
}

const DIGESTS = new RegExp(String.raw`${UUID_FORM}|[\da-f]{32,}`, "gi");

/** Whether a value is a UUID or a digest with at least two words, such as a path or the key of a cache. */
function isNameWithDigest(value: string): boolean {
  const rest = value.replace(DIGESTS, "");
  if (rest === value) return false;
  const words = rest.split(/[\W_]+/).filter(Boolean);
  return words.length >= 2 && words.every(isWord);
}

/** A word, a number, or words in camel case with a number behind them, as in names and versions. */
function isWord(text: string): boolean {
  if (/^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+|\d+|v\d+)$/.test(text)) return true;
  const letters = /^(?<letters>[A-Z]{0,8}[a-z]+(?:[A-Z][a-z]+)*)\d{0,5}$/.exec(text)?.groups?.["letters"];
  return letters !== undefined && (letters.length <= SHORT_WORD || consistsOfWords(letters));
}
const SHORT_WORD = 3;
/** Words of a name before its random part. */
const MIN_NAME = 3;
const MAX_SUFFIX = 5;

export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
