import { LABEL_START } from "../labels";
import { type Detector, type DetectedSecret, readPattern, wholeMatch } from "./detector";

/** End of a URL in a text. Passwords may contain other characters unencoded. */
const URL_END = /[\s"'<>`]/;
const IS_URL_END = Uint8Array.from({ length: 128 }, (_, code) =>
  URL_END.test(String.fromCharCode(code)) ? 1 : 0,
);
/** Maximum length of the user part. */
const MAX_USERINFO = 512;

/** `https://user:password@host`. Redacts the whole user part, because either half may be a token. */
const userinfo: Detector = {
  name: "URL credentials",
  kind: "password",
  description:
    "the user part of a URL (`scheme://user:password@host`): databases, message brokers, repositories, Sentry DSNs",
  source: "RFC 3986, section 3.2.1, which deprecates passwords in URLs",
  anchor: { at: "character", characters: ":", next: "/" },
  ...readPattern(/:\/\//y, findUserinfo),
  examples: [
    ["postgres://app:made-up@db:5432/stock", "postgres://[redacted:password]@db:5432/stock"],
    ["amqp://app:ma@de@queue/v", "amqp://[redacted:password]@queue/v"],
    ["redis://:ma/de#up?@cache:6379/0", "redis://[redacted:password]@cache:6379/0"],
    [
      "https://madeup0123@o1.ingest.sentry.example/17",
      "https://[redacted:password]@o1.ingest.sentry.example/17",
    ],
    ["https://shop.example/a@b"],
    ["bound to spark://Driver@worker-3:35024, ssh://git@host/x.git, postgres://${USER}:${PASSWORD}@db/x"],
    ["https://shop.example:8080/a:b@c"],
  ],
};

function findUserinfo(match: RegExpExecArray): DetectedSecret | undefined {
  const text = match.input;
  const from = match.index + match[0].length;
  const limit = Math.min(text.length, from + MAX_USERINFO);
  let colon = false;
  let inAuthority = true;
  let to = -1;
  let hasPassword = false;
  for (let at = from; at < limit; at += 1) {
    const character = text.charAt(at);
    if (isUrlEnd(text.charCodeAt(at)) || (character === ":" && text.startsWith("://", at))) break;
    if (character === "@" && at > from && (inAuthority || colon)) {
      // After a slash, only a user and an unencoded password distinguish a user part from a path.
      if (!inAuthority && !isHost(text, at + 1)) continue;
      to = at;
      hasPassword = colon;
    }
    if (inAuthority && character === ":") colon = !isPort(text, at + 1);
    if (character === "/" || character === "?" || character === "#") inAuthority = false;
    if (!inAuthority && (!colon || to > 0)) break;
  }
  if (to <= from) return undefined;
  const secret = text.slice(from, to);
  if (
    !hasPassword &&
    !/https?$/i.test(text.slice(Math.max(0, match.index - 5), match.index)) &&
    !TOKEN.test(secret)
  )
    return undefined;
  return !secret.startsWith(LABEL_START) && !NO_USERINFO.test(secret)
    ? { kind: "password", from, to }
    : undefined;
}

function isUrlEnd(code: number): boolean {
  return code < 128 ? IS_URL_END[code] === 1 : URL_END.test(String.fromCharCode(code));
}

/** Without a password, the user part of other schemes is a name: `spark://Driver@worker`. */
const TOKEN = /^(?=.*\d)[\w.~-]{16,}$/;
/** References that a program resolves later, and the user of git. */
const NO_USERINFO = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{[^}]*\}{1,2}|<[^>]*>|:|%\(\w+\)s|\$\w+)+$|^git$/;
const PORT = /\d{1,5}(?=[/?#])/y;
function isPort(text: string, at: number): boolean {
  PORT.lastIndex = at;
  return PORT.test(text);
}

const HOST = /[\w.-]{1,253}(?::\d{1,5}|\/|$|(?=[\s"',]))/y;
function isHost(text: string, at: number): boolean {
  HOST.lastIndex = at;
  return HOST.test(text);
}

/** The secret is the text that `reader` matches directly after the match. */
function valueAfterMatch(reader: RegExp): (match: RegExpExecArray) => DetectedSecret | undefined {
  return (match) => {
    const from = match.index + match[0].length;
    if (match.input.startsWith(LABEL_START, from)) return undefined;
    reader.lastIndex = from;
    const value = reader.exec(match.input)?.[0];
    if (value === undefined) return undefined;
    return { kind: "token", from, to: from + value.length };
  };
}

/** Parameters that are secrets only in a query string; the assignment detector finds the others. */
const queryParameter: Detector = {
  name: "secret query parameter",
  kind: "token",
  description:
    "`code`, `key`, `auth`, `sig`, `sign`, `signature`, `hmac` and the signature parameters of AWS and Google in the query string of a URL",
  source:
    "RFC 6749, section 4.1.2 (code); signed URLs of Azure (sig), AWS (X-Amz-Signature) and Shopify (hmac)",
  anchor: { at: "character", characters: "?&;", next: "aAcCkKsShHxX" },
  ...readPattern(
    /[?&;](?:amp;)?(?:code|key|sig|signature|hmac|auth|sign|x-(?:amz|goog)-(?:signature|credential))=/iy,
    valueAfterMatch(/[^\s&#"'<>]+/y),
  ),
  examples: [
    ["GET /callback?shop=papaya&code=made-up&n=1", "GET /callback?shop=papaya&code=[redacted:token]&n=1"],
    ["GET /stock?sku=made-up&keyboard=1"],
  ],
};

/** The URL itself is the secret: anyone who has it can post. */
const webhook: Detector = {
  name: "webhook URL",
  kind: "token",
  description: "the secret part of webhook URLs of Slack, Discord, Microsoft Teams and Zapier",
  source:
    "Slack, “Sending messages using incoming webhooks”; Discord, “Webhook resource”; Microsoft Teams and Zapier likewise",
  anchor: { at: "character", characters: "/", next: "/" },
  ...readPattern(
    /\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)\/|(?:\w{1,16}\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/|[\w-]{1,63}\.webhook\.office\.com\/webhookb2\/|hooks\.zapier\.com\/hooks\/catch\/|outlook\.office\.com\/webhook\/)/iy,
    valueAfterMatch(/[\w@./-]+/y),
  ),
  examples: [
    [
      ["https://hooks.slack.com/services", "T0MADEUP0", "B0MADEUP0", "madeUp0madeUp0madeUp0"].join("/"),
      "https://hooks.slack.com/services/[redacted:token]",
    ],
    ["POST https://shop.example/webhooks/orders: 200"],
  ],
};

/** Whoever has the link signs in. */
const signInLink: Detector = {
  name: "sign-in link",
  kind: "token",
  description: "the random last part of a link that signs in, resets a password or accepts an invitation",
  source: "OWASP Forgot Password Cheat Sheet, “URL tokens”",
  anchor: {
    at: "word",
    prefixes: [
      ..."magic reset password verify confirm invite invitation activate".split(" "),
      "unsubscribe/",
    ],
  },
  ...readPattern(
    /(?<keep>(?:magic(?:[-_]?link)?|reset(?:[-_]?password)?|password(?:[-_/]reset)?|verify(?:[-_]?email)?|confirm(?:ation|[-_]?email)?|invite|invitation|activate|unsubscribe)\/)[\w.~-]{20,}/iy,
    wholeMatch(
      "token",
      (part) =>
        /\d/.test(part) && /[A-Z]/i.test(part) && (part.length >= 32 || /[g-z]/i.test(part)) && !isName(part),
    ),
  ),
  examples: [
    [`/auth/magic/${["4f0c9b7a2d1e4b6f", "8a3c5d7e9f1a2b3c"].join("")}`, "/auth/magic/[redacted:token]"],
    [
      "/invite/papaya-2026-spring-campaign-17, reset/64f0c9b7a2d1e4b6f8a3c5d7, src/password/reset-form.test.ts",
    ],
  ],
};

/** Words, numbers and the extension of a file, joined by punctuation. */
function isName(part: string): boolean {
  return part.split(/[\W_]+/).every((word) => /^(?:[A-Z]?[a-z]+|\d{1,8})$/.test(word));
}

/** Forms that the assignment detector does not find; it finds `Server=…;Password=…`. */
const connectionString: Detector = {
  name: "credentials before a host",
  kind: "password",
  description: "`user:password@host` without a scheme, and Oracle's `user/password@//host`",
  source: "Oracle Database, “Easy Connect naming”; DSN format of Go's MySQL driver",
  anchor: { at: "character", characters: "@", next: "tu/" },
  ...readPattern(/@(?=tcp\(|unix\(|\/\/)/y, findBeforeHost),
  examples: [
    ["app:made-up@tcp(db:3306)/stock", "app:[redacted:password]@tcp(db:3306)/stock"],
    ["stock: jane@tcp(db:3306)"],
  ],
};

/** Scans backwards from the `@` to the first separator in the word before it. */
function findBeforeHost(match: RegExpExecArray): DetectedSecret | undefined {
  const to = match.index;
  const word = /\S{0,128}$/.exec(match.input.slice(Math.max(0, to - MAX_WORD), to))?.[0] ?? "";
  const user = /^[\w.-]{1,64}[:/]/.exec(word)?.[0].length ?? 0;
  const from = to - word.length + user;
  return user > 0 && from < to && !word.startsWith(LABEL_START, user)
    ? { kind: "password", from, to }
    : undefined;
}
const MAX_WORD = 128;

export const urlCredentials: readonly Detector[] = [
  ...[userinfo, queryParameter, webhook, signInLink, connectionString],
];
