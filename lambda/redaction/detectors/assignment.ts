import { keyBefore, type KeyInText, wordsBefore } from "../keys/key-before";
import type { SensitiveKey, WordClassifier } from "../keys/sensitive-keys";
import { changedValueFrom, valueAfterColon, valueFrom, withinWrapper } from "./assigned-value";
import { type DetectionContext, type Detector, type DetectedSecret } from "./detector";
import { separatorAt } from "./separator";

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
      ...{ "(": "\"'", "-": "> ", "|": "|", "?": "?:=", ";": "s" },
    },
  },
  patterns: [],
  read: findValue,
  examples: [
    ["login with password=made-up-1 refused", "login with password=[redacted:password] refused"],
    ["API_KEY ?= made-up-1", "API_KEY ?= [redacted:token]"],
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
    ['["password"]=>\n  string(7) "made-up"', '["password"]=>\n  string(7) "[redacted:password]"'],
    ['"password"]=> string(7) "made-up"', '"password"]=> string(7) "[redacted:password]"'],
    ['s:8:"password";s:7:"made-up";', 's:8:"password";s:7:"[redacted:password]";'],
    ['Config { password: Some("made-up") }', 'Config { password: Some("[redacted:password]") }'],
    ['password = "made-up" -> "made-up-2"', 'password = "[redacted:password]" -> "[redacted:password]"'],
    [
      "password --> made-up, password: !vault made-up",
      "password --> [redacted:password], password: !vault [redacted:password]",
    ],
    ['{password,<<"made-up">>}', '{password,<<"[redacted:password]">>}'],
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
  const changed = value && changedValueFrom(scan, text, value.to, sensitive);
  return changed ? [value, changed] : value;
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

/** A comma separates a key from its value only in a list of two, `("cookie", "a=b")`. */
function opensPair(text: string, start: number): boolean {
  return /[[(]\s?[bru]?\\{0,8}["']$/.test(text.slice(Math.max(0, start - 12), start));
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
