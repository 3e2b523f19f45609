import { beginningOf, signatureAt, SIGNATURES } from "../text/characters";
import { isPlaceholder, withoutEnd } from "../text/value-heuristics";
import { consistsOfWords } from "../text/words";
import { type Detector, type DetectedSecret } from "./detector";
import { FILLER, HEX_FILLER } from "./fillers";
import { vendorFormats } from "./vendor-formats";
import { PREFIX_ROWS } from "./vendor-rows";
import { ALPHABETS, type Alphabet, PREFIXES, type PrefixRow } from "./vendors";

export const ALL_PREFIXES: readonly PrefixRow[] = [...PREFIXES, ...PREFIX_ROWS];

/** A token in the vendor's format that is obviously an example. */
export function exampleToken([, prefix, body, least]: PrefixRow): string {
  const filler = body === "hex" ? HEX_FILLER : FILLER;
  return prefix + (body === "upper" ? filler.toUpperCase() : filler).repeat(4).slice(0, least);
}

/** A row, with its prefix as codes. */
interface Row {
  readonly prefix: Uint16Array;
  readonly body: Alphabet;
  readonly least: number;
}

/** The rows by the signature of the first three characters of their prefix; two characters match any third. */
const BY_SIGNATURE: Row[][] = [];
for (const [, prefix, body, least] of ALL_PREFIXES) {
  const signature = beginningOf(prefix);
  const last = prefix.length < 3 ? signature | 31 : signature;
  const row = { prefix: Uint16Array.from(prefix, (character) => character.charCodeAt(0)), body, least };
  for (let each = signature; each <= last && each < SIGNATURES; each += 1)
    (BY_SIGNATURE[each] ??= []).push(row);
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
  anchor: { at: "word", prefixes: ALL_PREFIXES.map(([, prefix]) => prefix), mayMatch: beginsToken },
  patterns: Object.values(READERS),
  read: findToken,
  examples: [
    [`it sent ${exampleToken(["", "ghp_", "word", 36])} to us`, "it sent [redacted:token] to us"],
    ["icons/cart.ico-0123456789abcdef0123456789abcdef.png, photo-xoxo-picnic-17.jpg"],
    ["token_count sk-learn api-version key-value pypi-publish npm_package_version shop_secret_santa_2024"],
    ["hf_requiredTypesForDisplayOfMetadata, sk-projection-of-stock-levels, APARTMENTBUILDING"],
  ],
};

/** The characters that decide whether a token may begin. Every body has more. */
const MIN_BODY = 8;
/** The codes of each alphabet: 1 for each. */
const BODIES: Readonly<Record<Alphabet, Uint8Array>> = {
  hex: codesOf("hex"),
  upper: codesOf("upper"),
  word: codesOf("word"),
  wide: codesOf("wide"),
  any: codesOf("any"),
};

function codesOf(alphabet: Alphabet): Uint8Array {
  const pattern = new RegExp(ALPHABETS[alphabet]);
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Whether a prefix, in its case, and the beginning of a body stand at the start of a word. */
function beginsToken(codes: Uint16Array, at: number): boolean {
  const rows = BY_SIGNATURE[signatureAt(codes, at)];
  if (rows === undefined) return false;
  for (const { prefix, body } of rows) {
    let index = 0;
    while (index < prefix.length && codes[at + index] === prefix[index]) index += 1;
    if (index < prefix.length) continue;
    const allowed = BODIES[body];
    const end = index + MIN_BODY;
    while (index < end && allowed[codes[at + index] ?? 0] === 1) index += 1;
    if (index === end) return true;
  }
  return false;
}

/** The longest token at the start of a word, of all rows. */
function findToken(text: string, at: number): DetectedSecret | undefined {
  let to = 0;
  for (const { prefix, body, least } of BY_SIGNATURE[beginningOf(text, at)] ?? []) {
    if (!startsWith(text, at, prefix)) continue;
    const from = at + prefix.length;
    const reader = READERS[body];
    reader.lastIndex = 0;
    const token = reader.exec(text.slice(from, from + MAX_INSPECTED))?.[0] ?? "";
    if (token.length < least || isName(token) || isPlaceholder(text.slice(at, from) + token)) continue;
    if (body !== "any" && FILE.test(text.slice(from + token.length, from + token.length + MAX_EXTENSION)))
      continue;
    reader.lastIndex = from;
    const read = reader.exec(text)?.[0] ?? "";
    to = Math.max(to, from + (body === "any" ? withoutEnd(read, ".~-") : read).length);
  }
  return to === 0 ? undefined : { kind: "token", from: at, to };
}

function startsWith(text: string, at: number, prefix: Uint16Array): boolean {
  return prefix.every((code, index) => text.charCodeAt(at + index) === code);
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

export const vendorTokens: readonly Detector[] = [prefixedToken, ...vendorFormats];
