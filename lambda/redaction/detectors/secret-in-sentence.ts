import { LABEL_START } from "../labels";
import { isReference, isStatusWord } from "../text/value-heuristics";
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
      ...["password ", "passwd ", "pwd ", "passphrase ", "passcode ", "secret ", "token ", "api key "],
      ...["credential", "identified ", "requirepass ", "masterauth ", "login attempt ", "community "],
    ],
  },
  ...readPattern(
    /\b(?:password|passwd|pwd|passphrase|passcode|secret|token|api[ _]key|credentials?|identified(?: with \w{1,40})? (?:by|as)|requirepass|masterauth|login attempt|community(?: string)?)(?: |(?=\.{3}))/iy,
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
  ],
};

/** Maximum length of a secret in quotation marks. */
const MAX_QUOTED = 128;

/** Optional owner of the secret, and the verb before its value. */
const CONNECTIVE =
  /(?:(?:for|of|to) (?!proceed)(?:(?:user|account|the) )?[\w.@-]{1,40}(?: |(?=:)))?(?:(?=:)|is generated for [\w.@-]{1,64}|to proceed to installation|is|was|are|as|with|to|from|got|will be|(?:re)?set to|changed (?:to|from))(?: now)?:?(?: |\s{1,4}(?<=:\s{1,4}))(?<opening>["'`])?/iy;
/** The user and the separator before a password; dots between a name and its value in a list of settings. */
const PAIR = /[\w.@-]{1,40} ?\/ ?|\[b?'?[\w.@-]{1,40}'?\/(?:b')?|\.{3,40} ?/iy;
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
  if (/^(?:requirepass|masterauth|community)/i.test(match[0]))
    return secretAt(text, match.index + match[0].length);
  CONNECTIVE.lastIndex = match.index + match[0].length;
  const connective = CONNECTIVE.exec(text);
  if (!connective) return findAfterKeyword(match);
  const from = CONNECTIVE.lastIndex;
  const quote = connective.groups?.["opening"];
  const end = quote === undefined ? -1 : from + text.slice(from, from + MAX_QUOTED + 1).indexOf(quote);
  if (end > from) return { kind: "password", from, to: end };
  return secretAt(text, from);
}

/** The word at `from`, if it mixes letters with digits or symbols. */
function secretAt(text: string, from: number): DetectedSecret | undefined {
  WORD.lastIndex = from;
  const word = (WORD.exec(text)?.[0] ?? "").replace(/[.,;:!?)"'\]]+$/, "");
  if (word.startsWith(LABEL_START) || isStatusWord(word) || isReference(word)) return undefined;
  return word.length >= 5 &&
    /[\d!@#$%^&*+]/.test(word) &&
    /[A-Z]/i.test(word) &&
    !/^\d+(?:ms|s|th|st|nd|rd)$/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
const WORD = /\S{1,128}/y;

/** `password Tr0ub4dor&3`: without a verb, so the value itself must look like a password. */
function findAfterKeyword(match: RegExpExecArray): DetectedSecret | undefined {
  if (/^(?:cred|login|token|community)/i.test(match[0])) return undefined;
  CISCO_TYPE.lastIndex = match.index + match[0].length;
  const from = CISCO_TYPE.test(match.input) ? CISCO_TYPE.lastIndex : match.index + match[0].length;
  QUOTED_WORD.lastIndex = from;
  const quoted = QUOTED_WORD.exec(match.input)?.groups?.["value"];
  if (quoted !== undefined)
    return isStatusWord(quoted)
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
  if (/^api/i.test(match[0])) return undefined;
  const isPass = /^pass|^pwd|^identified/i.test(match[0]);
  const looksLikePassword = (isPass ? LIKE_PASSWORD : LIKE_SECRET).test(word);
  return looksLikePassword && !ALGORITHM.test(word) && !/[[\](=/]/.test(word)
    ? { kind: "password", from: start, to: start + word.length }
    : undefined;
}
/** The type of an encoded password in the configuration of a router: `password 7 …`. */
const CISCO_TYPE = /[05789] (?=[\dA-F]{8})/iy;
const LETTER_AND_DIGIT = /^(?=.*\d)(?=.*[a-z])[^\s=/]{6,}$/i;
const LIKE_PASSWORD = /^(?:(?=.*\d)(?=.*[a-z])(?=.*[A-Z!@#$%^&*]).{6,}|[a-z]{3,16}\d{3,8})$/;
/** A secret is also an object with a name. */
const LIKE_SECRET = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])\w{8,}$/;
const BRACKETED = /[[({<](?<value>[^\s[\](){}<>"']{6,128})[\])}>]/y;
/** A UUID or hexadecimal digits, as in files of credentials. */
const MACHINE_MADE = /^(?=[\da-f-]*\d)(?=[\da-f-]*[a-f])[\da-f-]{16,}$/i;
/** `PASSWORD '…'` of SQL. A sentence has spaces between its quotes. */
const QUOTED_WORD = /(["'`])(?<value>[^\s"'`[\]]{3,128})\1/y;
const ALGORITHM = /^(?:sha|md|aes|bcrypt|scrypt|argon|pbkdf|oauth|rfc|utf|base|v\d)/i;
