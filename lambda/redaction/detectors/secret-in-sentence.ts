import { LABEL_START } from "../labels";
import { isReference, isStatusWord } from "../text/value-heuristics";
import { consistsOfWords } from "../text/words";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

/** `password is hunter2`, `the secret was "…"`. The value must not be a word of the sentence. */
export const secretInSentence: Detector = {
  name: "secret in a sentence",
  kind: "password",
  description:
    "the value after `password is`, `secret was`, `token is` and similar phrases, if it is quoted or mixes letters with digits or symbols",
  source: "OWASP Logging Cheat Sheet, “Data to exclude”",
  anchor: {
    at: "word",
    prefixes: [
      ...["password ", "passwd ", "pwd ", "passphrase ", "passcode ", "secret ", "token ", "psk "],
      ...["api key ", "admin key ", "server key ", "master key ", "secret key ", "signing key "],
      ...[
        "access key ",
        "encryption key ",
        "shared key ",
        "recovery code ",
        "backup code ",
        "credential",
        "creds",
      ],
      ...["identified ", "requirepass ", "masterauth ", "login attempt ", "login incorrect", "community "],
      ...["logging in", "logged in"],
    ],
  },
  ...readPattern(
    /\b(?:password|passwd|pwd|passphrase|passcode|psk|secret(?![ _]key)|token|(?:api|admin|server|master|secret|signing|access|encryption|shared)[ _-]key|(?:recovery|backup)[ _]code|cred(?:ential)?s?(?: (?:rejected|refused|failed|invalid))?:?|identified(?: with \w{1,40})? (?:by|as)|requirepass|masterauth|login (?:attempt|incorrect:)|community(?: string)?|log(?:ging|ged) in as [\w.@-]{1,40} with)(?: |(?=\.{3}))/iy,
    findInSentence,
  ),
  examples: [
    ["his password is hunter2, he said", "his password is [redacted:password], he said"],
    ['password changed to "made up" now', 'password changed to "[redacted:password]" now'],
    ["the password for jane is Tr0ub4dor&3", "the password for jane is [redacted:password]"],
    ["user bob password Tr0ub4dor&3 refused", "user bob password [redacted:password] refused"],
    ["ALTER USER app WITH PASSWORD 'made-up'", "ALTER USER app WITH PASSWORD '[redacted:password]'"],
    ["CREATE USER app IDENTIFIED BY 'made-up'", "CREATE USER app IDENTIFIED BY '[redacted:password]'"],
    ["Password for user jane: made0up1", "Password for user jane: [redacted:password]"],
    ["HikariConfig - password.........made0up1", "HikariConfig - password.........[redacted:password]"],
    ["password [Made0up1] refused", "password [[redacted:password]] refused"],
    [
      "A temporary password is generated for root@localhost: made0up1",
      "A temporary password is generated for root@localhost: [redacted:password]",
    ],
    [
      "use the following password to proceed to installation:\n\nmade0up1",
      "use the following password to proceed to installation:\n\n[redacted:password]",
    ],
    ["trying credentials app / made0up1", "trying credentials app / [redacted:password]"],
    ["generated password made-0up for app", "generated password [redacted:password] for app"],
    ["logged in as app with made0up1", "logged in as app with [redacted:password]"],
    ["credentials rejected: app:made0up1", "credentials rejected: app:[redacted:password]"],
    ["creds app:made0up1 refused", "creds app:[redacted:password] refused"],
    ["recovery code ab12c-de34f used", "recovery code [redacted:password] used"],
    [
      `signing key ${["4f0c9b7a2d1e4b6f", "8a3c5d7e9f1a2b3c"].join("")} loaded`,
      "signing key [redacted:password] loaded",
    ],
    ["login attempt [b'app'/b'made0up1'] failed", "login attempt [b'app'/b'[redacted:password]'] failed"],
    ["requirepass made0up1", "requirepass [redacted:password]"],
    [
      `rotating secret from made0up1 to ${["4f0c9b7a-2d1e", "4b6f-8a3c-5d7e9f1a2b3c"].join("-")}`,
      "rotating secret from [redacted:password] to [redacted:password]",
    ],
    ["username app password 7 4f0c9b7a2d1e4b6f", "username app password 7 [redacted:password]"],
    ["password [17/20], password.... strength, community edition, login attempt 3/5, credentials 3/4"],
    ["password SHA256 hash, password 17 of 20, password Reset"],
    ["password is required, token is expired, secret was rotated 17 times"],
    ['secret "shop-database-2" not found, secret StockReportConfig2 rotated, passwd user1001 changed'],
    ["token from /run/secrets/db1, password with id=17, secret from s3://papaya/2, password is Sha256Hashed"],
    ["credentials file /srv/credentials2, token from cache1"],
  ],
};

/** Maximum length of a secret in quotation marks. */
const MAX_QUOTED = 128;

/** Optional owner of the secret, and the verb before its value. */
const CONNECTIVE =
  /(?:(?:for|of|to) (?!proceed)(?:(?:user|account|the) )?[\w.@-]{1,40}(?: |(?=:)))?(?:(?=:)|(?:is|was) generated(?: for [\w.@-]{1,64})?(?=:)|to proceed to installation|is|was|are|as|with|to|from|got|will be|(?:re)?set to|changed (?:to|from))(?: now)?:?(?: |\s{1,4}(?<=:\s{1,4}))(?<opening>["'`])?/iy;
/** The user and the separator before a password; dots between a name and its value in a list of settings. */
const PAIR = /[\w.@-]{1,40}(?: \/ |\/|:(?=\S))|\[b?'?[\w.@-]{1,40}'?\/(?:b')?|\.{3,40} ?/iy;
/** The new value behind the old one. */
const SECOND = /["'`]? (?:to|got|->) (?=\S)/iy;

function findInSentence(match: RegExpExecArray): DetectedSecret | readonly DetectedSecret[] | undefined {
  const first = findFirst(match);
  SECOND.lastIndex = first?.to ?? match.input.length;
  if (first === undefined || !SECOND.test(match.input)) return first;
  const second = secretAt(match.input, SECOND.lastIndex);
  return second === undefined ? first : [first, second];
}

function findFirst(match: RegExpExecArray): DetectedSecret | undefined {
  const text = match.input;
  PAIR.lastIndex = match.index + match[0].length;
  if (/^(?:cred|login)|[^ ]$/i.test(match[0]) && PAIR.test(text)) return secretAt(text, PAIR.lastIndex);
  if (/^(?:requirepass|masterauth|community|logg)/i.test(match[0]))
    return secretAt(text, match.index + match[0].length);
  CONNECTIVE.lastIndex = match.index + match[0].length;
  const connective = CONNECTIVE.exec(text);
  if (!connective) return findAfterKeyword(match);
  const from = CONNECTIVE.lastIndex;
  const quote = connective.groups?.["opening"];
  const end = quote === undefined ? -1 : from + text.slice(from, from + MAX_QUOTED + 1).indexOf(quote);
  if (end > from) return { kind: "password", from, to: end };
  return secretAt(text, from, FROM.test(connective[0]) ? MIN_BEHIND_FROM : MIN_SECRET);
}
/** A word behind `from` or `with` is often a source or a condition. */
const FROM = /^(?:from|with)/i;
const MIN_BEHIND_FROM = 8;
const MIN_SECRET = 5;

/** The word at `from`, if it mixes letters with digits or symbols. */
function secretAt(text: string, from: number, least = MIN_SECRET): DetectedSecret | undefined {
  WORD.lastIndex = from;
  const word = (WORD.exec(text)?.[0] ?? "").replace(/[.,;:!?)"'\]]+$/, "");
  if (word.startsWith(LABEL_START) || isStatusWord(word) || isReference(word)) return undefined;
  if (PLACE.test(word) || ALGORITHM.test(word)) return undefined;
  return word.length >= least &&
    /[\d!@#$%^&*+]/.test(word) &&
    /[A-Z]/i.test(word) &&
    !/^\d+(?:ms|s|th|st|nd|rd)$/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
const WORD = /\S{1,128}/y;
/** A path, a URL, the name of a resource, or a condition: where a secret is, and not the secret. */
const PLACE = /^(?:~?\/\w|[a-z][\w+-]{1,20}:\/\/|arn:|\w{1,20}=|\w{1,40}#\d+$)/i;

/** `password Tr0ub4dor&3`: without a verb, so the value itself must look like a password. */
function findAfterKeyword(match: RegExpExecArray): DetectedSecret | undefined {
  if (/^(?:cred|login|token|community)/i.test(match[0])) return undefined;
  CISCO_TYPE.lastIndex = match.index + match[0].length;
  const from = CISCO_TYPE.test(match.input) ? CISCO_TYPE.lastIndex : match.index + match[0].length;
  QUOTED_WORD.lastIndex = from;
  const quoted = QUOTED_WORD.exec(match.input)?.groups?.["value"];
  if (quoted !== undefined)
    return isStatusWord(quoted) || ALGORITHM.test(quoted) || (/^secret/i.test(match[0]) && NAME.test(quoted))
      ? undefined
      : { kind: "password", from: from + 1, to: from + 1 + quoted.length };
  BRACKETED.lastIndex = from;
  const bracketed = BRACKETED.exec(match.input)?.groups?.["value"];
  const start = bracketed === undefined ? from : from + 1;
  WORD.lastIndex = from;
  const word = bracketed ?? (WORD.exec(match.input)?.[0] ?? "").replace(/[.,;:)"']+$/, "");
  if (MACHINE_MADE.test(word)) return { kind: "password", from: start, to: start + word.length };
  if (bracketed !== undefined && LETTER_AND_DIGIT.test(word))
    return { kind: "password", from: start, to: start + word.length };
  return isLikely(match, word) && !ALGORITHM.test(word) && !/[[\](=/]/.test(word)
    ? { kind: "password", from: start, to: start + word.length }
    : undefined;
}

/** Whether a word directly behind a keyword is its value, and not the next word of the sentence. */
function isLikely({ 0: keyword, index, input }: RegExpExecArray, word: string): boolean {
  if (/key/i.test(keyword)) return false;
  if (/psk/i.test(keyword)) return DESCRIBED.test(word);
  if (/code/i.test(keyword) && !/pass/i.test(keyword)) return GROUPS.test(word);
  if (/^secret/i.test(keyword)) return LIKE_SECRET.test(word) && !consistsOfWords(word);
  if (LIKE_PASSWORD.test(word) && !USER.test(word)) return true;
  return DESCRIBED.test(word) && ADJECTIVE.test(input.slice(Math.max(0, index - MAX_ADJECTIVE), index));
}
/** The type of an encoded password in the configuration of a router: `password 7 …`. */
const CISCO_TYPE = /[05789] (?=[\dA-F]{8})/iy;
const LETTER_AND_DIGIT = /^(?=.*\d)(?=.*[a-z])[^\s=/]{6,}$/i;
const LIKE_PASSWORD = /^(?:(?=.*\d)(?=.*[a-z])(?=.*[A-Z!@#$%^&*]).{6,}|[a-z]{3,16}\d{3,8})$/;
/** What programs write before a password that they made or refused. */
const ADJECTIVE = /\b(?:generated|temporary|initial|random|default|wrong|incorrect|invalid|new|old|with) $/i;
const MAX_ADJECTIVE = 12;
const DESCRIBED = /^(?=.*\d)(?=.*[a-z])[\w!@#$%^&*+.-]{8,}$/i;
/** The name of a user, whose password is the subject of the sentence. */
const USER = /^(?:user|account|uid)\d/;
/** A secret is also an object with a name. */
const LIKE_SECRET = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])\w{8,}$/;
const NAME = /^[a-z\d]+(?:[-_./][a-z\d]+)*$/i;
/** The groups of a code that is printed to be typed. */
const GROUPS = /^(?=.*\d)[a-z\d]{4,8}(?:-[a-z\d]{4,8}){1,5}$/i;
const BRACKETED = /[[({<](?<value>[^\s[\](){}<>"']{6,128})[\])}>]/y;
/** A UUID or hexadecimal digits, as in files of credentials. */
const MACHINE_MADE = /^(?=[\da-f-]*\d)(?=[\da-f-]*[a-f])[\da-f-]{16,}$/i;
/** `PASSWORD '…'` of SQL. A sentence has spaces between its quotes. */
const QUOTED_WORD = /(["'`])(?<value>[^\s"'`[\]]{3,128})\1/y;
const ALGORITHM = /^(?:sha|md|aes|bcrypt|scrypt|argon|pbkdf|oauth|rfc|utf|base|v\d)/i;
