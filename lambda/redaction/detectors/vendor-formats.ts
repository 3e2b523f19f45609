import { UUID_FORM } from "../text/uuid";
import { type Detector, readPattern, wholeMatch } from "./detector";
import { FILLER, HEX_FILLER } from "./fillers";

const DASH = 45;

/** A number of eight or more digits before the colon. */
const telegram: Detector = {
  name: "Telegram bot token",
  kind: "token",
  description: "the number of a bot, `:AA`, and 32 or more characters",
  source: "Telegram, “Bot API: authorizing your bot”",
  anchor: { at: "number", digits: 8, firstGroup: [8, 12], next: ":" },
  ...readPattern(/(?<![A-Za-z\d])\d{8,12}:AA[\w-]{30,40}/y, wholeMatch("token")),
  examples: [
    [
      `https://api.example/bot 12345678:AA${FILLER.slice(0, 33)}/send`,
      "https://api.example/bot [redacted:token]/send",
    ],
    ["12345678:AA, 1234567890:AAA"],
  ],
};

const hexadecimalKey: Detector = {
  name: "Mailchimp or Mailgun key",
  kind: "token",
  description:
    "32 hexadecimal digits and the name of a data center, such as `-us21`, or two groups of eight further digits",
  source: "Mailchimp Marketing API, “Authentication”; Mailgun, “API keys”",
  anchor: { at: "run", length: 35, mayMatch: (codes, at) => codes[at + 32] === DASH },
  ...readPattern(/[\da-f]{32}-(?:us\d{1,2}|[\da-f]{8}-[\da-f]{8})(?![\w-])/y, wholeMatch("token")),
  examples: [
    [`it sent ${HEX_FILLER.repeat(2)}-us21 to us`, "it sent [redacted:token] to us"],
    [`it sent ${HEX_FILLER.repeat(2)}-01234567-89abcdef to us`, "it sent [redacted:token] to us"],
    ["region-us21"],
  ],
};

/** The `~` of the fourth and fifth character. */
const entra: Detector = {
  name: "Microsoft Entra client secret",
  kind: "token",
  description: "40 characters of which the fourth to sixth are a digit and `Q~`",
  source: "Microsoft, “Credential scanning: Azure Active Directory client secret”",
  anchor: { at: "character", characters: "~" },
  patterns: [/[\w~.]{3}\dQ~[\w~.-]{26,40}/y],
  read(text, at) {
    const from = at - 5;
    if (from < 0 || text.charAt(at - 1) !== "Q") return undefined;
    const [pattern] = entra.patterns;
    if (!pattern) return undefined;
    pattern.lastIndex = from;
    const token = pattern.exec(text)?.[0];
    return token === undefined ? undefined : { kind: "token", from, to: from + token.length };
  },
  examples: [
    [`it sent Ab18Q~${FILLER.slice(0, 34)} to us`, "it sent [redacted:token] to us"],
    ["path ~/a8Q~b, KB123~31bf~amd64~~6.1.1.0"],
  ],
};

const meta: Detector = {
  name: "Meta access token",
  kind: "token",
  description: "the number of an app, a bar, and 27 characters",
  source: "Meta, “Access tokens”: app tokens",
  anchor: { at: "number", digits: 15, firstGroup: [15, 17], next: "|" },
  ...readPattern(/(?<![\w.])\d{15,17}\|[\w-]{27,40}(?![\w-])/y, wholeMatch("token")),
  examples: [
    [`app ${"1234567".repeat(2)}89|${FILLER.slice(0, 27)} n`, "app [redacted:token] n"],
    ["1234567890123456|ordered|17"],
  ],
};

const asana: Detector = {
  name: "Asana token",
  kind: "token",
  description: "one digit, one or two numbers of 16 digits, and 32 hexadecimal digits, as in `1/…:…`",
  source: "Asana, “Personal access token”",
  anchor: { at: "number", digits: 16, firstGroup: [16, 16], next: ":/" },
  patterns: [/(?<=(?<![\w/])\d\/)\d{16}(?:\/\d{16})?:[\da-f]{32}\b/y],
  read(text, at) {
    const [pattern] = asana.patterns;
    if (!pattern) return undefined;
    pattern.lastIndex = at;
    const token = pattern.exec(text)?.[0];
    return token === undefined ? undefined : { kind: "token", from: at - 2, to: at + token.length };
  },
  examples: [
    [`it sent 1/1234567890123456:${HEX_FILLER.repeat(2)} to us`, "it sent [redacted:token] to us"],
    ["range 1/1234567890123456:17"],
  ],
};

/** Formats with separators, of which no part is long enough, or too little of the token is random. */
const PATTERNS: readonly string[] = [
  // Airtable
  String.raw`pat[A-Za-z\d]{14}\.[\da-f]{64}`,
  // Braintree
  String.raw`access_token\$(?:production|sandbox)\$[\da-z]{16}\$[\da-f]{32}`,
  // Heroku, LaunchDarkly, Langfuse
  `(?:HRKU|sdk|mob|api|sk-lf)-${UUID_FORM}`,
  // PagerDuty
  String.raw`pd[a-z]{2}\+_\w{6,10}_${UUID_FORM}`,
  String.raw`u\+(?=[\w-]{0,17}\d)(?=[\w-]{0,17}[A-Z])[\w-]{18}`,
  // Resend
  String.raw`re_(?=[A-Za-z\d]{0,7}[A-Z\d])[A-Za-z\d]{8}_(?=[A-Za-z\d]{0,23}\d)[A-Za-z\d]{20,32}`,
];

const separatedToken: Detector = {
  name: "vendor token with separators",
  kind: "token",
  description:
    "tokens of Airtable, Braintree, Heroku, Langfuse, LaunchDarkly, PagerDuty and Resend in their format",
  source: "API references of the vendors, “Authentication”",
  anchor: {
    at: "word",
    prefixes: ["pat", "access_token$", "hrku-", "sdk-", "mob-", "api-", "sk-lf-", "pd", "u+", "re_"],
  },
  ...readPattern(new RegExp(`(?:${PATTERNS.join("|")})(?![\\w-])`, "y"), wholeMatch("token")),
  examples: [
    [
      `it sent ${["HRKU", "01234567", "89ab", "cdef", "0123", "456789abcdef"].join("-")} to us`,
      "it sent [redacted:token] to us",
    ],
    [`it sent pat${FILLER.slice(0, 14)}.${HEX_FILLER.repeat(4)} to us`, "it sent [redacted:token] to us"],
    [
      `it sent access_token$sandbox$${HEX_FILLER}$${HEX_FILLER.repeat(2)} to us`,
      "it sent [redacted:token] to us",
    ],
    [`it sent u+${FILLER.slice(0, 18)} to us`, "it sent [redacted:token] to us"],
    [`it sent re_${FILLER.slice(0, 8)}_${FILLER.slice(0, 24)} to us`, "it sent [redacted:token] to us"],
    ["req-01234567-89ab-cdef-0123-456789abcdef, api-gateway-7f9c8b6d5-x2v9p, sdk-17, U+1F600, re_indexed_17"],
  ],
};

export const vendorFormats: readonly Detector[] = [
  ...[telegram, hexadecimalKey, entra, meta, asana, separatedToken],
];
