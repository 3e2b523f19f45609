import { beginningOf, SIGNATURES } from "../text/characters";
import { isPlaceholder, withoutEnd } from "../text/value-heuristics";
import { consistsOfWords } from "../text/words";
import { type Detector, type DetectedSecret, readPattern, wholeMatch } from "./detector";
import { PREFIX_ROWS } from "./vendor-rows";
import { ALPHABETS, type Alphabet, PREFIXES, type PrefixRow } from "./vendors";

export const ALL_PREFIXES: readonly PrefixRow[] = [...PREFIXES, ...PREFIX_ROWS];

const FILLER = "MadeUp0aB1cD2eF3gH4iJ5kL6mN7oP8qR9s";
const HEX_FILLER = "0123456789abcdef";

/** A token in the vendor's format that is obviously an example. */
export function exampleToken([, prefix, body, least]: PrefixRow): string {
  const filler = body === "hex" ? HEX_FILLER : FILLER;
  return prefix + (body === "upper" ? filler.toUpperCase() : filler).repeat(4).slice(0, least);
}

/** The rows by the signature of the first three characters of their prefix; two characters match any third. */
const BY_SIGNATURE = new Map<number, PrefixRow[]>();
for (const row of ALL_PREFIXES) {
  const [, prefix] = row;
  const signature = beginningOf(prefix);
  const last = prefix.length < 3 ? signature | 31 : signature;
  for (let each = signature; each <= last && each < SIGNATURES; each += 1)
    BY_SIGNATURE.set(each, [...(BY_SIGNATURE.get(each) ?? []), row]);
}

const READERS: Readonly<Record<Alphabet, RegExp>> = {
  hex: new RegExp(String.raw`${ALPHABETS.hex}*(?![A-Za-z\d])`, "y"),
  upper: new RegExp(String.raw`${ALPHABETS.upper}*(?![A-Za-z\d])`, "y"),
  word: new RegExp(`${ALPHABETS.word}*`, "y"),
  wide: new RegExp(`${ALPHABETS.wide}*`, "y"),
  any: new RegExp(`${ALPHABETS.any}*`, "y"),
};
/** Characters that decide whether a token is one. The others are read only if they are part of it. */
const MAX_INSPECTED = 128;

const prefixedToken: Detector = {
  name: "vendor token",
  kind: "token",
  description: "a prefix of a vendor, and the characters that its tokens have at least; not words",
  source: "documentation of the vendors (vendors.ts), and the rules of gitleaks (vendor-rows.ts)",
  anchor: { at: "word", prefixes: ALL_PREFIXES.map(([, prefix]) => prefix) },
  patterns: Object.values(READERS),
  read: findToken,
  examples: [
    [`it sent ${exampleToken(["", "ghp_", "word", 36])} to us`, "it sent [redacted:token] to us"],
    ["icons/cart.ico-0123456789abcdef0123456789abcdef.png, photo-xoxo-picnic-17.jpg"],
    ["token_count sk-learn api-version key-value pypi-publish npm_package_version shop_secret_santa_2024"],
    ["hf_requiredTypesForDisplayOfMetadata, sk-projection-of-stock-levels, APARTMENTBUILDING"],
  ],
};

/** The longest token at the start of a word, of all rows. */
function findToken(text: string, at: number): DetectedSecret | undefined {
  let to = 0;
  for (const [, prefix, body, least] of BY_SIGNATURE.get(beginningOf(text, at)) ?? []) {
    if (!text.startsWith(prefix, at)) continue;
    const from = at + prefix.length;
    const reader = READERS[body];
    reader.lastIndex = 0;
    const token = reader.exec(text.slice(from, from + MAX_INSPECTED))?.[0] ?? "";
    if (token.length < least || isName(token) || isPlaceholder(prefix + token)) continue;
    if (body !== "any" && FILE.test(text.slice(from + token.length, from + token.length + MAX_EXTENSION)))
      continue;
    reader.lastIndex = from;
    const read = reader.exec(text)?.[0] ?? "";
    to = Math.max(to, from + (body === "any" ? withoutEnd(read, ".~-") : read).length);
  }
  return to === 0 ? undefined : { kind: "token", from: at, to };
}

/** The extension of a file whose name looks like a token. */
const FILE = /^\.(?:png|jpe?g|gif|svg|ico|webp|css|m?js|html?|json|txt|ya?ml|zip|t?gz|log)\b/i;
const MAX_EXTENSION = 8;

/** Whether the text after a prefix is the rest of a name, as in `hf_hidden_layer_norm`. */
function isName(token: string): boolean {
  return !/\d/.test(token) && consistsOfWords(token) && new Set(token).size > MAX_FILLERS;
}
/** Fewer different characters are a placeholder, such as `XXXX-YYYY`. */
const MAX_FILLERS = 4;

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

const mailchimp: Detector = {
  name: "Mailchimp key",
  kind: "token",
  description: "32 hexadecimal digits and the name of a data center, such as `-us21`",
  source: "Mailchimp Marketing API, “Authentication”",
  anchor: { at: "run", length: 35 },
  ...readPattern(/[\da-f]{32}-us\d{1,2}(?![\w-])/y, wholeMatch("token"), (text, at) =>
    text.startsWith("-us", at + 32),
  ),
  examples: [
    [`it sent ${HEX_FILLER.repeat(2)}-us21 to us`, "it sent [redacted:token] to us"],
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

export const vendorTokens: readonly Detector[] = [prefixedToken, telegram, mailchimp, entra, meta];
