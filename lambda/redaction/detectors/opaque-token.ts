import { encodesText } from "../text/base64";
import { BASE64 as BASE64_CLASS, CHARACTERS, codeBefore, setOfCodes } from "../text/characters";
import { isOpaque, mayBeOpaque } from "../text/randomness";
import { type Detector, type DetectedSecret } from "./detector";

/** Ends of the names of ids, digests and other text that is random and not secret. */
const RANDOM_NAMES =
  /(?:id(?:-2)?|ids|\/(?:static|assets|chunks)|uuid|digest|sha\d*|md5|etag|fingerprint|checksum|hash|receipt|handle|marker|cursor|version|trace|span|image|commit|revision|ref|(?:cache|object|row|partition|sort|idempotency|group|routing|s3)[_ -]?key|(?:page|next|continuation|sync)[_ -]?token|public[_ -]?(?:key|token)|h1|sec-websocket-(?:accept|key)|(?:document|file|presentation|spreadsheets)\/d|gid:\/\/[\w/]*|base64,|;base64)$/i;
/** What stands between such a name and its value. */
const BEFORE_VALUE = /["'\]]?\s{0,2}[:=/]?>?\s{0,2}(?:W\/)?["'[]?$/;
/** Prefixes of ids that are random text: those of Stripe, of queue receipts and of pages of images. */
const ID_PREFIX =
  /^(?:(?:acct|ch|cus|evt|in|ii|il|pi|pm|po|prod|price|py|re|req|request|seti|si|src|sub|txn|tr|trace|span|run|job|msg|user|org|file|asst|thread|chatcmpl|resp|batch|blk|pod|task|instance|event|order|item|inv|gen)[_-]|AQEB|iVBOR|R0lGOD|UklGR|sha\d{1,3}-)/;
/** Names of files. */
const FILE = /^\.(?:[a-z]{2,4}|[a-z]+\d)\b/;
const MAX_CONTEXT = 40;
/** The longest run that is read. */
const MAX_TOKEN = 4096;
/** Characters of base64 that decide whether it is a token. The others are read only if they are part of it. */
const MAX_INSPECTED = 256;
const BASE64 = /[\w+/-]+={0,2}/y;
const DOTTED = /(?:\.[\w=-]{4,})+/y;

export const opaqueToken: Detector = {
  name: "random text",
  kind: "token",
  description:
    "20 or more characters of mixed classes whose letters form no words; not digests, UUIDs, ULIDs, and what follows a word such as `id` or `digest`",
  source: "OWASP Logging Cheat Sheet, “Data to exclude”: session ids, access tokens and keys",
  anchor: { at: "run", length: 20, mayMatch: mayBeToken },
  patterns: [BASE64, DOTTED],
  read: findToken,
  examples: [
    [`it sent ${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")} to us`, "it sent [redacted:token] to us"],
    [`${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")}.${["Hj3Kx8", "wQz2"].join("")} n`, "[redacted:token] n"],
    [`acme_live_${["q8Zt4Lm2Xc", "9Vb7Np1Rw5"].join("")}`, "[redacted:token]"],
    ["InventorySyncProd-ApiHandler5E7490E8-1ABC2DEF3GHI, nginx-deployment-7fb96c846b-x2v9p"],
    [`request_id=${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")}, ${["01J8Z4KM2XC9", "VB7NP1RW5KDHJ3"].join("")}`],
    [`cus_${["q8Zt4Lm2Xc", "9Vb7Np1Rw5"].join("")}, ServingCellPriorityParametersDescription2`],
  ],
};

/** Whether a run may be opaque, alone or within base64. */
function mayBeToken(codes: Uint16Array, at: number, end: number): boolean {
  const isInBase64 =
    BESIDE_BASE64[codeBefore(codes, at)] === 1 ||
    BESIDE_BASE64[codes[end] ?? 0] === 1 ||
    codes[end] === EQUALS_SIGN;
  return isInBase64 || mayBeOpaque(codes, at, end);
}
const BESIDE_BASE64 = setOfCodes("+/");
const EQUALS_SIGN = 61;

/** Reads a run with the dotted parts that follow it, or the base64 that contains it. */
function findToken(text: string, at: number, _: unknown, end: number): DetectedSecret | undefined {
  if (end - at > MAX_TOKEN) return undefined;
  const from = startOfBase64(text, at);
  // The middle of longer base64.
  if (from === at - MAX_BACK && !isPath(text.slice(from, at))) return undefined;
  const isWhole = from === at && !"+/=".includes(text.charAt(end) || " ");
  BASE64.lastIndex = 0;
  const base64 = isWhole ? "" : (BASE64.exec(text.slice(from, from + MAX_INSPECTED))?.[0] ?? "");
  if ((base64.length > end - from || from < at) && !isPath(base64)) {
    if (isExempt(text, from, base64) || !isOpaque(base64.replace(/[+/=]/g, ""))) return undefined;
    BASE64.lastIndex = from;
    return { kind: "token", from, to: from + (BASE64.exec(text)?.[0].length ?? 0) };
  }
  const run = text.slice(at, end);
  if (!isOpaque(run) || isExempt(text, at, run) || FILE.test(text.slice(end, end + MAX_EXTENSION)))
    return undefined;
  DOTTED.lastIndex = end;
  let to = end + (DOTTED.exec(text)?.[0].length ?? 0);
  while (to < end + 3 && text.charAt(to) === "=") to += 1;
  return { kind: "token", from: at, to };
}

/** Whether a name, such as the key of a value, says that its value is random and not secret: `messageId`, `etag`. */
export function namesRandomText(name: string): boolean {
  return RANDOM_NAMES.test(name);
}

function isExempt(text: string, from: number, token: string): boolean {
  return (
    ID_PREFIX.test(token) ||
    namesRandomText(text.slice(Math.max(0, from - MAX_CONTEXT), from).replace(BEFORE_VALUE, "")) ||
    encodesText(token)
  );
}

/** Whether base64 with slashes is a path: it starts with a slash, or a part of it is a word. */
function isPath(base64: string): boolean {
  return base64.startsWith("/") || base64.split(/[/=]/).some((part) => /^[A-Za-z]?[a-z]{2,}$/.test(part));
}

/** The start of the base64 that contains a run, at most MAX_BACK characters before it. */
function startOfBase64(text: string, at: number): number {
  let from = at;
  while (at - from < MAX_BACK && from > 0 && isBase64(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

function isBase64(code: number): boolean {
  return ((CHARACTERS[code] ?? 0) & BASE64_CLASS) !== 0;
}

/** Characters of base64 before a run of it that is long enough. */
const MAX_BACK = 48;
/** Characters of the extension of a file. */
const MAX_EXTENSION = 8;
