import { keyBefore, type KeyInText, wordsBefore } from "../keys/key-before";
import { classifyKey, isPlausible, type SensitiveKey, type WordClassifier } from "../keys/sensitive-keys";
import { endOfBare, endOfQuoted, endOfStructure } from "../keys/value-end";
import { isOnlyLabels } from "../labels";
import type { TextScan } from "../text/text-scan";
import { isPlaceholder, isReference, isStatusWord } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret } from "./detector";

/** An opening quote, with Python's prefixes and the escapes of nested quoting. */
const OPENING = /[ \t]{0,4}(?<opening>[bruf@]{0,2}\\{0,8}["'`])?/y;
/** The type annotation in `password: str = "…"`. */
const TYPE =
  /[ \t]{0,4}(?:&?(?:'static )?str|[Ss]tring|Optional\[str\]|SecretStr|text)(?: \| \w{1,16})?[ \t]{0,4}=/y;
/** Maximum characters of a value that are inspected to decide whether it is a secret. */
const MAX_INSPECTED = 256;
/** What a program prints around a literal: Go's spew, PHP's var_dump, Rust's Some, Go's slices, symbols of Ruby. */
const WRAPPER =
  /[ \t]{0,4}(?:\(string\) ?(?:\(len=\d{1,6}\) ?)?|string\(\d{1,6}\) |\[\]string\{|(?:Some|Just|Optional|Secret|SecretString|Sensitive|Redacted|String)\(|:)(?=["'`])|[ \t]{0,4}!!?\w{1,16} (?=[^\s|>])/y;
const MAY_WRAP = "(s[SJOR:!";
/** Between the old and the new value, as Terraform shows a change. */
const CHANGE = /\\{0,8}["'`] (?:[-=]>|to) (?=\\{0,8}["'`])/y;

/** Values of the examples. They are not next to a key, so that no secret scanner reports them. */
const RANDOM_TEXT = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5"].join("");
const DIGEST = ["9f86d081884c7d65", "9a2feaa0c55ad015"].join("");

/** `key=value`, `key: value`, `"key": "value"` in a text, where the key names a secret. */
export const assignment: Detector = {
  name: "assignment",
  kind: "token",
  description:
    '`key=value`, `key: value`, `"key": "value"`, `("key", "value")`, `<key>value</key>` and `setKey("value")` with a sensitive key, also escaped',
  source: "OWASP Logging Cheat Sheet, “Data to exclude”; keys: sensitive-names.ts",
  anchor: {
    at: "separator",
    separators: {
      ...{ ":": undefined, "=": undefined, ",": undefined, ">": undefined, "\t": undefined },
      ...{ "(": "\"'", "-": "> ", "|": "|", "?": "?:" },
    },
  },
  patterns: [],
  read: findValue,
  examples: [
    ["login with password=made-up-1 refused", "login with password=[redacted:password] refused"],
    ["password -> made-up-1 refused", "password -> [redacted:password] refused"],
    ["password\tmade-up-1", "password\t[redacted:password]"],
    [
      "token - made0up1, token - expired, password\tstrength",
      "token - [redacted:token], token - expired, password\tstrength",
    ],
    [
      "db:\n  password:\n    made-up\n  port: 5432",
      "db:\n  password:\n    [redacted:password]\n  port: 5432",
    ],
    ['process.env.DB_PASSWORD || "made-up"', 'process.env.DB_PASSWORD || "[redacted:password]"'],
    ["DB_PASSWORD: 'made up'", "DB_PASSWORD: '[redacted:password]'"],
    ['body {"user":"u-17","password":"made\\"up"}', 'body {"user":"u-17","password":"[redacted:password]"}'],
    [
      'body "{\\"apiKey\\":\\"made-up\\",\\"n\\":1}"',
      'body "{\\"apiKey\\":\\"[redacted:token]\\",\\"n\\":1}"',
    ],
    ['{"password":"cut sho', '{"password":"[redacted:password]'],
    ['{"password":12345678,"n":1}', '{"password":[redacted:password],"n":1}'],
    ['{"tokens":["a","b"],"n":1}', '{"tokens":[redacted:token],"n":1}'],
    ["user[password]=made-up&n=1", "user[password]=[redacted:password]&n=1"],
    ["(password=made-up) n=1", "(password=[redacted:password]) n=1"],
    ['password=ma"de&up n=1', "password=[redacted:password] n=1"],
    ['"tried password=made-up","n":1', '"tried password=[redacted:password]","n":1'],
    ["secret={a: {b: 1}} n=1", "secret=[redacted:token] n=1"],
    ["Authorization: Custom made up\nnext", "Authorization: [redacted:authorization]\nnext"],
    ['Authorization: Digest a="b", response="made-up"', 'Authorization: [redacted:authorization]"'],
    ["['Cookie: a=1; b=2', 'Host: x']", "['Cookie: [redacted:cookie]', 'Host: x']"],
    ["[(b'cookie', b'a=1; b=2'), (b'host', b'x')]", "[(b'cookie', b'[redacted:cookie]'), (b'host', b'x')]"],
    ["Set-Cookie: session=made-up; HttpOnly", "Set-Cookie: [redacted:cookie]"],
    ["<password>made-up</password>", "<password>[redacted:password]</password>"],
    ['client.setApiKey("made-up")', 'client.setApiKey("[redacted:token]")'],
    ['token: str = "made-up"', 'token: str = "[redacted:token]"'],
    ["Date of birth: 12 March 1990, shop papaya", "Date of birth: [redacted:birth], shop papaya"],
    ["Social Security Number: 078051120", "Social Security Number: [redacted:id]"],
    [`key=${RANDOM_TEXT}`, "key=[redacted:token]"],
    ["password:\n  must be longer\npassword:\n  - made-up"],
    ["author=u-17 tokenizer: fast, max_tokens=4096"],
    ["password: null, has_token=true, password="],
    ['Password: (string) (len=7) "made-up",', 'Password: (string) (len=7) "[redacted:password]",'],
    ['"password"]=> string(7) "made-up"', '"password"]=> string(7) "[redacted:password]"'],
    ['Config { password: Some("made-up") }', 'Config { password: Some("[redacted:password]") }'],
    ['password = "made-up" -> "made-up-2"', 'password = "[redacted:password]" -> "[redacted:password]"'],
    [
      "password --> made-up, password: !vault made-up",
      "password --> [redacted:password], password: !vault [redacted:password]",
    ],
    ['{password,"made-up"}', '{password,"[redacted:password]"}'],
    ["creds=jane:made0up auth=oauth2:17", "creds=[redacted:password] auth=oauth2:17"],
    ["Password: (not set)"],
    ["authorization: denied by policy admin-only"],
    ["Token::new"],
    ["Session: 10203040_5060708090 initialized, dsn=4.0.0, PWD=/srv/app"],
    ["Authorization: Bearer ${TOKEN}, next"],
    ["at 12:30:45: stock=3"],
    ["password = os.environ['DB_PASSWORD'], token: ${TOKEN}, token=get_token()"],
    ['"token_type": "bearer", "expires_in": 3600, wtoken = AppToken{9f4ef63 x}'],
    ["token: expired, password: required, card: declined, session: closed, phone: busy"],
    ["[id=arn:aws:secretsmanager:eu-west-1:123456789012:secret:stock/database-Ab3dEf]"],
    ["folder_key: StockReports-1.4.12, key = Sha512.OpenInventory, secretKey: api-key"],
    [`key=${DIGEST} cache_key=${RANDOM_TEXT}`],
  ],
};

function findValue(
  text: string,
  at: number,
  { classifyWord, scan }: DetectionContext,
): DetectedSecret | readonly DetectedSecret[] | undefined {
  const separator = separatorAt(text, at);
  if (separator === undefined) return undefined;
  const named = keyBefore(text, separator === "->" && text.charAt(at - 1) === "-" ? at - 1 : at);
  const sensitive = named && sensitiveKey(named, text, classifyWord);
  if (!sensitive || (separator === ">" && named.before !== "<")) return undefined;
  if (separator === "," && named.before !== "{" && !opensPair(text, named.start)) return undefined;
  const from = at + separator.length;
  if (FALLBACKS.has(separator) && !QUOTE.test(text.slice(from, from + 2))) return undefined;
  if (separator === ":" && named.before === ":" && isInArn(text, named.start)) return undefined;
  if (separator === "=" && text.startsWith("(", from) && text.charAt(at - 1) === ")") return undefined;
  if (WEAK.has(separator) && !startsWithLettersAndDigits(text, from)) return undefined;
  const start = withinWrapper(text, separator === ":" ? valueAfterColon(text, from, named.start) : from);
  const value = valueFrom(scan, text, start, sensitive, named.quoted && separator !== "(");
  CHANGE.lastIndex = value?.to ?? text.length;
  if (value === undefined || !CHANGE.test(text)) return value;
  const changed = valueFrom(scan, text, CHANGE.lastIndex, sensitive, true);
  return changed === undefined ? value : [value, changed];
}

/** The position of the literal in what a program prints around it. */
function withinWrapper(text: string, from: number): number {
  let at = from;
  while (at - from < MAX_BLANKS && isBlank(text.charCodeAt(at))) at += 1;
  if (!MAY_WRAP.includes(text.charAt(at))) return from;
  WRAPPER.lastIndex = from;
  return WRAPPER.test(text) ? WRAPPER.lastIndex : from;
}

/** Whether a key is the type of a resource in its ARN: `arn:aws:secretsmanager:…:secret:…`. */
function isInArn(text: string, start: number): boolean {
  return /(?:^|[^\w:])arn:aws[\w:/-]*$/.test(text.slice(Math.max(0, start - MAX_ARN), start));
}
const MAX_ARN = 80;

/** Separators after which a word of a table or a sentence is more likely than a secret. */
const WEAK: ReadonlySet<string> = new Set(["\t", "-"]);

function startsWithLettersAndDigits(text: string, from: number): boolean {
  LETTERS_AND_DIGITS.lastIndex = from;
  return LETTERS_AND_DIGITS.test(text);
}
/** Six characters of a word with a letter and a digit, which is not a duration. */
const LETTERS_AND_DIGITS =
  / ?["'`]?(?!\d+[a-z]{1,3}\b)(?=[^\s\d]{0,64}\d)(?=[^\sA-Z]{0,64}[A-Z])[^\s[{]{6}/iy;

/** The value that a variable has if it is not set: `process.env.DB_PASSWORD || "…"`. */
const FALLBACKS: ReadonlySet<string> = new Set(["||", "??", "?:"]);
const QUOTE = /^ ?["'`]/;

/** The position of a value behind a colon, a type annotation, or, in YAML, on the next line. */
function valueAfterColon(text: string, from: number, key: number): number {
  TYPE.lastIndex = from;
  const type = TYPE.exec(text)?.[0].length;
  if (type !== undefined) return from + type;
  NEXT_LINE.lastIndex = from;
  const line = NEXT_LINE.exec(text)?.[0].length;
  return line !== undefined && KEY_OF_LINE.test(text.slice(Math.max(0, key - MAX_INDENT), key))
    ? from + line
    : from;
}

/** The end of the key's line, and the indentation of a line with a single word, which is no key and no item. */
const NEXT_LINE = /[ \t]{0,4}(?:[>|][+-]?)?\r?\n[ \t]{1,32}(?=[^\s#-][^\s:]{0,255}[ \t]{0,8}(?:\r?\n|$))/y;
const KEY_OF_LINE = /(?:^|\n)[ \t]{0,32}(?:- )?["']?$/;
const MAX_INDENT = 40;

/** A comma separates a key from its value only in a list of two, `("cookie", "a=b")`. */
function opensPair(text: string, start: number): boolean {
  return /[[(]\s?[bru]?\\{0,8}["']$/.test(text.slice(Math.max(0, start - 12), start));
}

/** The separator between key and value at this position. */
function separatorAt(text: string, at: number): string | undefined {
  const next = text.charAt(at + 1);
  switch (text.charAt(at)) {
    case ":":
      return next === ":" || text.charAt(at - 1) === ":" ? undefined : next === "=" ? ":=" : ":";
    case "=":
      if (/[:=!<>]/.test(text.charAt(at - 1))) return undefined;
      EQUALS_SIGN.lastIndex = at;
      return EQUALS_SIGN.exec(text)?.[0];
    case ",": {
      // Only beside a quote, as in a list of pairs, or in a tuple of Erlang.
      const before = text.charAt(at - 1) === " " ? text.charAt(at - 2) : text.charAt(at - 1);
      return before === '"' || before === "'" || next === '"' ? "," : undefined;
    }
    case "-":
      if (next === ">") return "->";
      return next === " " && text.charAt(at - 1) === " " ? "-" : undefined;
    case "|":
      return next === "|" ? "||" : undefined;
    case "?":
      return next === "?" || next === ":" ? text.slice(at, at + 2) : undefined;
    case "\t":
      return "\t";
    case "(":
      return next === '"' || next === "'" ? "(" : undefined;
    default:
      return next === "<" || next === " " ? undefined : ">";
  }
}
const EQUALS_SIGN = /={1,3}>?/y;

/**
 * The secret value at this position; undefined if the value is not secret.
 *
 * @param quotedKey whether the key has quotes, as in JSON
 */
export function valueFrom(
  scan: TextScan,
  text: string,
  start: number,
  sensitive: SensitiveKey,
  quotedKey: boolean,
): DetectedSecret | undefined {
  const { opening, from } = openingAt(text, start);
  const bare = opening === undefined;
  const isSecretUpTo = (to: number) =>
    isSecret(text.slice(from, Math.min(to, from + MAX_INSPECTED)), sensitive, bare && !quotedKey);
  // Nested structures may have a common end, which would be read again for each of them.
  const inspected = from + MAX_INSPECTED;
  if (bare && endOfStructure(scan, text, from) >= inspected && !isSecretUpTo(inspected)) return undefined;
  const to = bare ? endOfBare(scan, text, from, sensitive, quotedKey) : endOfQuoted(text, from, opening);
  return to > from && isSecretUpTo(to) ? { kind: sensitive.kind, from, to } : undefined;
}

/** The opening quote of a value, and where the value starts. */
function openingAt(
  text: string,
  start: number,
): { readonly opening: string | undefined; readonly from: number } {
  let at = start;
  while (at - start < MAX_BLANKS && isBlank(text.charCodeAt(at))) at += 1;
  if (!MAY_OPEN.includes(text.charAt(at))) return { opening: undefined, from: at };
  OPENING.lastIndex = start;
  const opened = OPENING.exec(text);
  return { opening: opened?.groups?.["opening"], from: start + (opened?.[0].length ?? 0) };
}
const MAX_BLANKS = 4;
const MAY_OPEN = "bruf@BRUF\\\"'`";

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** What the key says, or the key with the words of the sentence before it. */
function sensitiveKey(
  named: KeyInText,
  text: string,
  classifyWord: WordClassifier,
): SensitiveKey | undefined {
  if (named.inLabel) return undefined;
  const { sensitive, mayEndName } = classifyWord(named.key);
  if (!mayEndName) return sensitive;
  return classifyWord(wordsBefore(text, named.start) + named.key).sensitive ?? sensitive;
}

/** @param bare without quotes, as in a sentence or a line of code */
function isSecret(value: string, key: SensitiveKey, bare: boolean): boolean {
  if (isOnlyLabels(value)) return false;
  if (isPlaceholder(value) || !isPlausible(key, value)) return false;
  if (key.extent === "line" && isPlaceholder(withoutScheme(value))) return false;
  if (key.valuePatternInText && !key.valuePatternInText.test(value)) return false;
  if (!bare) return true;
  // `authorization: denied by policy` is a sentence.
  if (key.extent === "line" && SENTENCE.test(value)) return !isStatusWord(value.replace(/\s.*/s, ""));
  const word = key.extent === "line" || key.extent === "clause" ? value.trim() : value.replace(/\s.*/s, "");
  return !isStatusWord(word) && !isReference(value) && !isSameName(word, key);
}

const SENTENCE = /^[a-z]+(?: [a-z-]+){1,16}$/;

/** The first word of the credentials in a header. */
function withoutScheme(value: string): string {
  return value.replace(/^(?:bearer|basic|token|apikey) +/i, "").replace(/["'\s,;].*/s, "");
}

/** `login(password=password)` passes a variable, not a secret. */
function isSameName(value: string, { kind }: SensitiveKey): boolean {
  return /^[A-Z_.-]+$/i.test(value) && classifyKey(value)?.kind === kind;
}
