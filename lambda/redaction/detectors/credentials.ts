import { entropy, isStatusWord } from "../text/value-heuristics";
import {
  type DetectionContext,
  type Detector,
  type DetectedSecret,
  readPattern,
  wholeMatch,
} from "./detector";

/** `Bearer …` in running text. The assignment detector finds the values of headers. */
const bearer: Detector = {
  name: "bearer credentials",
  kind: "authorization",
  description: "credentials after `Bearer`, `Token` and `ApiKey` in running text",
  source: "RFC 6750, section 2.1",
  anchor: { at: "word", prefixes: ["bearer ", "token ", "apitoken ", "apikey "] },
  ...readPattern(/\b(?:bearer|(?:api)?token|apikey)[ \t]/iy, findBearer),
  examples: [
    ["sent Bearer made.up-token0 to it", "sent Bearer [redacted:authorization] to it"],
    ["Bearer authentication is required"],
    ["the bearer of news, type=Bearer expires_in=3600"],
    ["token refreshed at 12:30"],
  ],
};

/** A token, and not the name of the next value: `Bearer expires_in=3600`. */
const WORD = /[ \t]{0,3}(?<word>[\w.~+/-]{6,}(?![\w.~+/-]|=+[^\s=,;"'])=*)/y;

function findBearer(match: RegExpExecArray): DetectedSecret | undefined {
  WORD.lastIndex = match.index + match[0].length;
  const word = WORD.exec(match.input)?.groups?.["word"] ?? "";
  const taken = /^bearer/i.test(match[0])
    ? /[\d._~+/=-]|.{16}/.test(word) && !isStatusWord(word)
    : isHighEntropy(word);
  return taken
    ? { kind: "authorization", from: WORD.lastIndex - word.length, to: WORD.lastIndex }
    : undefined;
}

/** `Basic …` in running text, followed by base64 of a name, a colon and a password. */
const basic: Detector = {
  name: "basic credentials",
  kind: "authorization",
  description: "base64 of `user:password` after `Basic` in running text",
  source: "RFC 7617, section 2",
  anchor: { at: "word", prefixes: ["basic "] },
  ...readPattern(/\bbasic[ \t]/iy, findBasic),
  examples: [
    [
      `sent Basic ${Buffer.from("app:made-up").toString("base64")} to it`,
      "sent Basic [redacted:authorization] to it",
    ],
    ["Basic authentication is required, 401"],
  ],
};

function findBasic(match: RegExpExecArray): DetectedSecret | undefined {
  WORD.lastIndex = match.index + match[0].length;
  const word = WORD.exec(match.input)?.groups?.["word"] ?? "";
  if (!Buffer.from(word, "base64").includes(":")) return undefined;
  return { kind: "authorization", from: WORD.lastIndex - word.length, to: WORD.lastIndex };
}

const JWT = /[\w-]+(?:\.[\w-]*){1,4}/y;
/** Characters of the beginning of a header. */
const JWT_HEADER = "eyJ".length + 10;

/**
 * Three parts, or five if encrypted; fewer in a truncated line. The header is a JSON object, so its base64 starts with
 * `eyJ`.
 */
const jwt: Detector = {
  name: "JSON Web Token",
  kind: "token",
  description:
    "JSON Web Tokens: base64 parts joined by dots, the first of which encodes a JSON object; also truncated ones",
  source: "RFC 7515, section 3.1, and RFC 7516, section 3.1",
  anchor: { at: "run", length: 13, next: ".", mayMatch: hasJwtHeader },
  patterns: [JWT],
  read: findJwt,
  examples: [
    [
      ["cookie", ["eyJhbGciOiJub25lIn0", "eyJzdWIiOiJ1LTE3In0", "bWFkZS11cA"].join(".")].join(" "),
      "cookie [redacted:token]",
    ],
    [["eyJhbGciOiJub25lIn0", "eyJzdWIi"].join("."), "[redacted:token]"],
    ["heyJude.mp3"],
  ],
};

/** Whether a header, `eyJ` and ten characters, is in the run. */
function hasJwtHeader(codes: Uint16Array, at: number, end: number): boolean {
  for (let next = end - JWT_HEADER; next >= at; next -= 1)
    if (codes[next + 1] === SMALL_Y && codes[next] === SMALL_E && codes[next + 2] === CAPITAL_J) return true;
  return false;
}
const SMALL_E = 101;
const SMALL_Y = 121;
const CAPITAL_J = 74;

function findJwt(text: string, at: number): DetectedSecret {
  JWT.lastIndex = at;
  return { kind: "token", from: at, to: at + (JWT.exec(text)?.[0].length ?? 0) };
}

const BEGIN = ["-----BEGIN", "PRIVATE KEY"].join(" ");

/** Extends to END, or to the end of the base64 text if END is missing. */
const privateKey: Detector = {
  name: "private key",
  kind: "key",
  description: "PEM and PGP private keys from BEGIN to END; without END, to the end of the base64 text",
  source: "RFC 7468, section 10; RFC 4880, section 6.2; OpenSSH and PuTTY key files",
  anchor: { at: "word", prefixes: ["private key"] },
  ...readPattern(/PRIVATE KEY/y, findPrivateKey),
  examples: [
    [`x ${BEGIN}-----\nMadeUp0+/=\n-----END PRIVATE KEY----- y`, "x [redacted:key] y"],
    [`${BEGIN}-----\\nMIIMadeUp0`, "[redacted:key]"],
    ["no PRIVATE KEY file was found - 17"],
  ],
};
const BEGINNING = /-{4,5} ?BEGIN (?:[A-Z\d]{2,10} ){0,3}$/;
/** Maximum length of the part of BEGIN before the keyword. */
const MAX_BEGINNING = 48;
const NEXT_KEY = /-----BEGIN/g;
const END = /-{4,5} ?END/g;
const END_LINE = /-{4,5} ?END [A-Z\d ]{0,40}-{0,5}/y;
const BODY = /(?:[\w+/=:,.\-\s]|\\[nr])*/y;

function findPrivateKey(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const text = match.input;
  const before = text.slice(Math.max(0, match.index - MAX_BEGINNING), match.index);
  const beginning = BEGINNING.exec(before)?.[0].length ?? 0;
  if (beginning === 0) return undefined;
  const from = match.index - beginning;
  const body = match.index + match[0].length;
  const end = scan.next(END, text, body);
  const isComplete = end < scan.next(NEXT_KEY, text, body);
  const reader = isComplete ? END_LINE : BODY;
  reader.lastIndex = isComplete ? end : body;
  const read = reader.exec(text)?.[0].length ?? 0;
  return { kind: "key", from, to: (isComplete ? end : body) + read };
}

/** A made-up access key id, from parts, so that no secret scanner reports it. */
const ACCESS_KEY_ID = ["AKIA", "MADEUP0MADEUP0XX"].join("");

/** Forty base64 characters near an access key id. */
const awsSecret: Detector = {
  name: "AWS secret access key",
  kind: "token",
  description:
    "secret access keys: 40 base64 characters within the 128 characters that follow an AWS access key id",
  source: "AWS IAM User Guide, “Manage access keys for IAM users”",
  anchor: { at: "word", prefixes: ["akia", "asia"] },
  ...readPattern(/A[KS]IA[A-Z\d]{16}/y, findSecretNearId),
  examples: [
    [
      `${ACCESS_KEY_ID}:${["MadeUp0aB1cD2eF3gH4i", "J5kL6mN7oP8qR9s+tU/v"].join("")}`,
      `${ACCESS_KEY_ID}:[redacted:token]`,
    ],
    ["4f2c9d14f2c9d14f2c9d14f2c9d14f2c9d14f2c9"],
  ],
};

/** The first run of the right length in the next few words. */
function findSecretNearId(match: RegExpExecArray): DetectedSecret | undefined {
  const from = match.index + match[0].length;
  const near = match.input.slice(from, from + MAX_DISTANCE);
  const run = /(?<![\w+/=-])[A-Z\d+/]{40}(?![\w+/=-])/i.exec(near);
  if (!run || !isHighEntropy(run[0])) return undefined;
  return { kind: "token", from: from + run.index, to: from + run.index + 40 };
}
const MAX_DISTANCE = 128;

function isHighEntropy(word: string): boolean {
  return word.length >= 16 && /\d/.test(word) && /[A-Z]/i.test(word) && entropy(word) >= 3.2;
}

/** Not part of the examples, so that no secret scanner reports them. */
const USER = "app";

/** Bundler reads the credentials of a host from a variable with its name. */
const bundler: Detector = {
  name: "Bundler credentials",
  kind: "password",
  description: "`user:password` in a variable `BUNDLE_…`",
  source: "Bundler, “bundle config”: credentials for gem sources",
  anchor: { at: "word", prefixes: ["bundle_"] },
  ...readPattern(
    /(?<keep>BUNDLE_\w{3,64}["']? {0,3}[=:] {0,3}["']?)[^\s"';:/]{3,64}:[^\s"';/]{3,64}/y,
    wholeMatch("password"),
  ),
  examples: [
    [`BUNDLE_GEMS__SHOP__EXAMPLE="${USER}1:made-up"`, 'BUNDLE_GEMS__SHOP__EXAMPLE="[redacted:password]"'],
    ["BUNDLE_PATH=vendor/bundle, BUNDLE_GEMFILE=/srv/Gemfile"],
  ],
};

const oracle: Detector = {
  name: "Oracle credentials",
  kind: "password",
  description: "`user/password@` in a JDBC URL of Oracle",
  source: "Oracle Database JDBC Developer’s Guide, “Thin-style service name syntax”",
  anchor: { at: "word", prefixes: ["jdbc:oracle"] },
  ...readPattern(
    /(?<keep>jdbc:oracle:(?:thin|oci8?):[\w.-]{1,64}\/)[^\s@"']{1,128}(?=@)/iy,
    wholeMatch("password"),
  ),
  examples: [
    [
      `jdbc:oracle:thin:${USER}/made-up@db:1521:STOCK`,
      `jdbc:oracle:thin:${USER}/[redacted:password]@db:1521:STOCK`,
    ],
    ["jdbc:oracle:thin:@db:1521:STOCK"],
  ],
};

export const credentials: readonly Detector[] = [
  ...[bearer, basic, jwt, privateKey, awsSecret, bundler, oracle],
];
