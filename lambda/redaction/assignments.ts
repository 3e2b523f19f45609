import { type Detector, type Finding } from "./detector";
import { classifyKey } from "./sensitive-keys";
import { endOfBare, endOfQuoted } from "./value-end";

/** Between a key and its value; the comma only behind a quote, as in a list of pairs. */
const SEPARATOR = String.raw`(?:%3[ad]|:=|=>|==|[:=]|(?<=["']),)`;
/** The key is read backwards from the separator, so that only separators cost time; a label is no key. */
const KEY_BEFORE = String.raw`(?<=(?<!\[redacted:[a-z]{0,16})(?<key>[\w$.-]{1,64})(?<quote>[\\"'\]]{0,8})[ \t]{0,4}${SEPARATOR})`;
/** An opening quote, with Python's prefixes, escaped as often as the text was quoted. */
const OPENING = String.raw`(?<opening>[bru]{0,2}\\{0,8}["'])?`;

/** `key=value`, `key: value`, `"key": "value"` in a text, where the key names a secret. */
export const assignment: Detector = {
  name: "assignment",
  source: "OWASP Logging Cheat Sheet, “Data to exclude”; the keys are those of sensitive-keys.ts",
  hint: /[:=,]|%3[ad]/i,
  pattern: new RegExp(`${SEPARATOR}${KEY_BEFORE}[ \\t]{0,4}${OPENING}`, "gi"),
  finding: findValue,
  examples: [
    ["login with password=made-up-1 refused", "login with password=[redacted:password] refused"],
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
    ["next=%2Fcb%3Faccess_token%3Dmade-up", "next=%2Fcb%3Faccess_token%3D[redacted:token]"],
    ["(password=made-up) n=1", "(password=[redacted:password]) n=1"],
    ['password=ma"de&up n=1', "password=[redacted:password] n=1"],
    ['"tried password=made-up","n":1', '"tried password=[redacted:password]","n":1'],
    ["secret={a: {b: 1}} n=1", "secret=[redacted:token] n=1"],
    ["Authorization: Custom made up\nnext", "Authorization: [redacted:authorization]\nnext"],
    ['Authorization: Digest a="b", response="made-up"', 'Authorization: [redacted:authorization]"'],
    ["['Cookie: a=1; b=2', 'Host: x']", "['Cookie: [redacted:cookie]', 'Host: x']"],
    ["[(b'cookie', b'a=1; b=2'), (b'host', b'x')]", "[(b'cookie', b'[redacted:cookie]'), (b'host', b'x')]"],
    ["Set-Cookie: session=made-up; HttpOnly", "Set-Cookie: [redacted:cookie]"],
    ["author=u-17 tokenizer: fast, max_tokens=4096"],
    ["password: null, has_token=true, password="],
    ["Token::new"],
    ["at 12:30:45: stock=3"],
  ],
};

function findValue(match: RegExpExecArray): Finding | undefined {
  const { key = "", quote = "", opening } = match.groups ?? {};
  const sensitive = classifyKey(key);
  if (!sensitive) return undefined;
  const text = match.input;
  const from = match.index + match[0].length;
  const to =
    opening === undefined
      ? endOfBare(text, from, sensitive, /["']/.test(quote))
      : endOfQuoted(text, from, opening);
  return to > from ? { class: sensitive.class, from, to } : undefined;
}
