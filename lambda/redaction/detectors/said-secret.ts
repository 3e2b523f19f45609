import { isRemark } from "../text/opaque";
import { DIGIT, LONG, QUOTE } from "../text/traits";
import { type Detector, type Finding } from "./detector";

/** `password is hunter2`, `the secret was "…"`: said in a sentence, so the value must not be a word of it. */
export const saidSecret: Detector = {
  name: "secret in a sentence",
  kind: "password",
  says: "what follows `password is`, `secret was`, `token is`, `passphrase to` and the like, if it is quoted or no word",
  source: "OWASP Logging Cheat Sheet, “Data to exclude”",
  needs: DIGIT | QUOTE | LONG,
  hint: /\b(?:password|passwd|pwd|passphrase|passcode|secret|token|api key|credentials?) /i,
  pattern: /\b(?:password|passwd|pwd|passphrase|passcode|secret|token|api[ _]key|credentials?) /gi,
  finding: findSaid,
  examples: [
    ["his password is hunter2, he said", "his password is [redacted:password], he said"],
    ['password changed to "made up" now', 'password changed to "[redacted:password]" now'],
    ["the password for jane is Tr0ub4dor&3", "the password for jane is [redacted:password]"],
    ["user bob password Tr0ub4dor&3 refused", "user bob password [redacted:password] refused"],
    ["password SHA256 hash, password 17 of 20, password Reset"],
    ["password is required, token is expired, secret was rotated 17 times"],
  ],
};

/** Whose it is, and what is said of it. */
const SAYING =
  /(?:(?:for|of|to) [\w.@-]{1,40} )?(?:is|was|are|as|with|to|will be|reset to|set to|changed to)(?: now)?:? (?<opening>["'`])?/iy;

function findSaid(match: RegExpExecArray): Finding | undefined {
  const text = match.input;
  SAYING.lastIndex = match.index + match[0].length;
  const saying = SAYING.exec(text);
  if (!saying) return findRightBehind(match);
  const from = SAYING.lastIndex;
  const quote = saying.groups?.["opening"];
  const end = quote === undefined ? -1 : text.indexOf(quote, from);
  if (end > from && end - from <= 128) return { kind: "password", from, to: end };
  SPOKEN.lastIndex = from;
  const word = (SPOKEN.exec(text)?.[0] ?? "").replace(/[.,;:!?)"']+$/, "");
  if (word.startsWith("[redacted:") || isRemark(word)) return undefined;
  return word.length >= 5 &&
    /[\d!@#$%^&*]/.test(word) &&
    /[A-Z]/i.test(word) &&
    !/^\d+(?:ms|s|th|st|nd|rd)$/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
const SPOKEN = /\S{1,128}/y;

/** `password Tr0ub4dor&3`: nothing says it, so it must look the part. */
function findRightBehind(match: RegExpExecArray): Finding | undefined {
  if (!/^pass|^pwd/i.test(match[0])) return undefined;
  const from = match.index + match[0].length;
  SPOKEN.lastIndex = from;
  const word = (SPOKEN.exec(match.input)?.[0] ?? "").replace(/[.,;:)"']+$/, "");
  const looksIt = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z!@#$%^&*]).{6,}$/.test(word);
  return looksIt && !ALGORITHM.test(word) && !/[[\](=/]/.test(word)
    ? { kind: "password", from, to: from + word.length }
    : undefined;
}
const ALGORITHM = /^(?:sha|md|aes|bcrypt|scrypt|argon|pbkdf|oauth|rfc|utf|base|v\d)/i;
