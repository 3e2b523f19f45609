import { LABEL_START } from "../labels";
import { isStatusWord } from "../text/value-heuristics";
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
      ...["credential", "identified "],
    ],
  },
  ...readPattern(
    /\b(?:password|passwd|pwd|passphrase|passcode|secret|token|api[ _]key|credentials?|identified(?: with \w{1,40})? (?:by|as)) /iy,
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
    ["password SHA256 hash, password 17 of 20, password Reset"],
    ["password is required, token is expired, secret was rotated 17 times"],
  ],
};

/** Maximum length of a secret in quotation marks. */
const MAX_QUOTED = 128;

/** Optional owner of the secret, and the verb before its value. */
const CONNECTIVE =
  /(?:(?:for|of|to) (?:(?:user|account|the) )?[\w.@-]{1,40}(?: |(?=:)))?(?:(?=:)|is|was|are|as|with|to|will be|reset to|set to|changed to)(?: now)?:? (?<opening>["'`])?/iy;

function findInSentence(match: RegExpExecArray): DetectedSecret | undefined {
  const text = match.input;
  CONNECTIVE.lastIndex = match.index + match[0].length;
  const connective = CONNECTIVE.exec(text);
  if (!connective) return findAfterKeyword(match);
  const from = CONNECTIVE.lastIndex;
  const quote = connective.groups?.["opening"];
  const end = quote === undefined ? -1 : from + text.slice(from, from + MAX_QUOTED + 1).indexOf(quote);
  if (end > from) return { kind: "password", from, to: end };
  WORD.lastIndex = from;
  const word = (WORD.exec(text)?.[0] ?? "").replace(/[.,;:!?)"']+$/, "");
  if (word.startsWith(LABEL_START) || isStatusWord(word)) return undefined;
  return word.length >= 5 &&
    /[\d!@#$%^&*]/.test(word) &&
    /[A-Z]/i.test(word) &&
    !/^\d+(?:ms|s|th|st|nd|rd)$/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
const WORD = /\S{1,128}/y;

/** `password Tr0ub4dor&3`: without a verb, so the value itself must look like a password. */
function findAfterKeyword(match: RegExpExecArray): DetectedSecret | undefined {
  if (!/^pass|^pwd|^identified/i.test(match[0])) return undefined;
  const from = match.index + match[0].length;
  QUOTED_WORD.lastIndex = from;
  const quoted = QUOTED_WORD.exec(match.input)?.groups?.["value"];
  if (quoted !== undefined)
    return isStatusWord(quoted)
      ? undefined
      : { kind: "password", from: from + 1, to: from + 1 + quoted.length };
  WORD.lastIndex = from;
  const word = (WORD.exec(match.input)?.[0] ?? "").replace(/[.,;:)"']+$/, "");
  const looksLikePassword = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z!@#$%^&*]).{6,}$/.test(word);
  return looksLikePassword && !ALGORITHM.test(word) && !/[[\](=/]/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
/** `PASSWORD '…'` of SQL. A sentence has spaces between its quotes. */
const QUOTED_WORD = /(["'`])(?<value>[^\s"'`[\]]{3,128})\1/y;
const ALGORITHM = /^(?:sha|md|aes|bcrypt|scrypt|argon|pbkdf|oauth|rfc|utf|base|v\d)/i;
