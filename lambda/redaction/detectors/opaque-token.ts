import { encodesText } from "../text/base64";
import { BASE64 as BASE64_CLASS, CHARACTERS, codeBefore, setOfCodes } from "../text/characters";
import { isOpaque, mayBeOpaque } from "../text/randomness";
import { withoutEnd } from "../text/value-heuristics";
import { consistsOfWords } from "../text/words";
import { type Detector, type DetectedSecret } from "./detector";

/** Ends of the names of ids, digests and other text that is random and not secret. */
const RANDOM_NAMES =
  /(?:id(?:-2)?|ids|\/(?:static|assets|chunks|nix\/store)|uuid|digest|sha\d*(?:-\d{3})?|md5|etag|fingerprint|checksum|hash|receipt|handle|marker|cursor|version|trace|span|image|commit|revision|ref|(?:cache|restore|object|row|partition|sort|idempotency|group|routing|s3)[_ -]?key|(?:page|next|continuation|sync)[_ -]?token|public[_ -]?(?:key|token)|h1|[; ]bh|boundary|nonce|sec-websocket-(?:accept|key)|(?:document|file|presentation|spreadsheets)\/d|gid:\/\/[\w/]*|base64,|;base64|\|1\|(?:[\w+/]{27}=\|)?|certificate-----(?:\\n)?)$/i;
/** What stands between such a name and its value. */
const BEFORE_VALUE = /["'\]]?\s{0,2}[:=/]?>?\s{0,2}(?:W\/)?["'[]?$/;
/** Prefixes of ids that are random text: those of Stripe, public keys of SSH, queue receipts and images. */
const ID_PREFIX =
  /^(?:(?:acct|ch|cus|evt|in|ii|il|pi|pm|po|prod|price|py|re|req|request|seti|si|src|sub|txn|tr|trace|span|run|job|msg|user|org|file|asst|thread|chatcmpl|resp|batch|blk|pod|task|instance|event|order|item|inv|gen|ctag|dpl|prj|call|toolu|whk)[_-]|AAAA[BCE]3NzaC1|AAAAE2VjZHNh|AQEB|iVBOR|R0lGOD|UklGR|sha\d{1,3}-)/;
/**
 * Whole ids: the physical name of a resource of CDK, with its hash and CloudFormation's suffix; IPFS content and peers;
 * KSUIDs, which begin with a time; messages and calls of Twilio; the receipt of Gmail for a message.
 */
const ID =
  /^(?:[A-Za-z][\w-]{2,200}[\dA-Fa-f]{8}-[\dA-Za-z]{12,13}|Qm[1-9A-HJ-NP-Za-km-z]{44}|12D3KooW[1-9A-HJ-NP-Za-km-z]{44}|[123][\dA-Za-z]{26}|(?!AC|SK)[A-Z]{2}[\da-f]{32}|[\da-z-]{12,32}si\d{5,12}[\da-z]{2,4})$/;
/** Ids of up to this length are in most logs: Engine.IO's have 20 characters, nanoids 21, and 128 bits in base64 22. */
const MAX_ID = 22;
/** What stands before a secret of this length: a prefix as vendors write it, or a word. */
const PREFIXED = /^[a-z]{2,12}_/;
const BEFORE_SECRET =
  /(?:key|token|secret|pass\w{0,8}|auth\w{0,12}|credentials?|bearer|with|using)["'`\])]{0,3}[\s:=>(["'`]{1,4}$/i;
/** Names of files. */
const FILE = /^\.(?:[a-z]{2,4}|[a-z]+\d)\b/;
/** Ids of requests in the access logs of CloudFront, behind the id, and of S3. */
const ACCESS_LOG = /^(?:==[\t ](?:[\w.-]+[\t ])?https?[\t ]|={0,2} SigV[24] )/;
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
    "23 or more characters of mixed classes whose letters form no words, or 20 behind a word such as `key`; not digests, UUIDs, ULIDs, and what follows a word such as `id` or `digest`",
  source: "OWASP Logging Cheat Sheet, “Data to exclude”: session ids, access tokens and keys",
  anchor: { at: "run", length: 20, mayMatch: mayBeToken },
  patterns: [BASE64, DOTTED],
  read: findToken,
  examples: [
    [`it sent ${["q8Zt4Lm2Xc", "9Vb7Np1Rw5KdHj3K"].join("")} to us`, "it sent [redacted:token] to us"],
    [`with ${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")}`, "with [redacted:token]"],
    [`${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")}.${["Hj3Kx8", "wQz2"].join("")} n`, "[redacted:token] n"],
    [`acme_live_${["q8Zt4Lm2Xc", "9Vb7Np1Rw5"].join("")}`, "[redacted:token]"],
    [
      `GET img/${["9f86d081884c7d65", "9a2feaa0c55ad015"].join("")}, nonce=${["q8Zt4Lm2Xc", "9Vb7Np1Rw5KdHj3K"].join("")}`,
    ],
    ["InventorySyncProd-ApiHandler5E7490E8-1ABC2DEF3GHI, nginx-deployment-7fb96c846b-x2v9p"],
    [`request_id=${["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("")}, ${["01J8Z4KM2XC9", "VB7NP1RW5KDHJ3"].join("")}`],
    [
      `GET /cart/${["q8Zt4Lm2Xc", "9Vb7Np1Rw5K"].join("")}, ${["2q8Zt4Lm2Xc9V", "b7Np1Rw5KdHj3K"].join("")} joined`,
    ],
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
    const to = from + (BASE64.exec(text)?.[0].length ?? 0);
    return FILE.test(text.slice(to, to + MAX_EXTENSION)) ? undefined : { kind: "token", from, to };
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
  const before = text.slice(Math.max(0, from - MAX_CONTEXT), from);
  const end = from + withoutEnd(token, "=").length;
  return (
    ID_PREFIX.test(token) ||
    ((ID.test(token) || (token.length <= MAX_ID && !PREFIXED.test(token) && !BEFORE_SECRET.test(before))) &&
      !isDotted(text, from, token)) ||
    namesRandomText(before.replace(BEFORE_VALUE, "")) ||
    ACCESS_LOG.test(text.slice(end, end + MAX_CONTEXT)) ||
    encodesText(token)
  );
}

/** Whether a token is a part of several, as of a JSON Web Token. */
function isDotted(text: string, from: number, token: string): boolean {
  DOTTED.lastIndex = from + token.length;
  return text.charAt(from - 1) === "." || DOTTED.test(text);
}

/** Whether base64 with slashes is a path: it starts with a slash or a number, or a part of it is a word or a digest. */
function isPath(base64: string): boolean {
  return (
    /^\d{0,4}\//.test(base64) ||
    base64.split(/[/=]/).some((part) => DIGEST.test(part) || (WORD.test(part) && consistsOfWords(part)))
  );
}
const WORD = /^[A-Za-z]?[a-z]{3,}$/;
const DIGEST = /^[\da-f]{16,}$/;

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
const MAX_BACK = 96;
/** Characters of the extension of a file. */
const MAX_EXTENSION = 8;
