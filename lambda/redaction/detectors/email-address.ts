import { CHARACTERS, codeBefore, TOKEN } from "../text/characters";
import { withoutEnd } from "../text/value-heuristics";
import { type Detector, type DetectedSecret } from "./detector";

/** Matches common local parts. Other legal characters are included only directly before the `@`. */
export const email: Detector = {
  name: "e-mail address",
  kind: "email",
  description: "addresses whose domain has at least two labels, in any script",
  source: "RFC 5322, section 3.4.1, with international letters (RFC 6531)",
  anchor: { at: "character", characters: "@", mayMatch: mayHaveDomain },
  patterns: [],
  read: findEmail,
  examples: [
    ["receipt sent to jane.doe+shop@mail.example.com.", "receipt sent to [redacted:email]."],
    ["<jané@bücher.example>", "<[redacted:email]>"],
    ["?user=jane%40example.com&n=1", "?user=[redacted:email]&n=1"],
    ["['jane@example.com', b'joe@example.com']", "['[redacted:email]', b'[redacted:email]']"],
    ["o'neil@example.com", "[redacted:email]"],
    ["made&up!@example.com", "made&up[redacted:email]"],
    ["message-id=<20261128101112.17@mail.example.com> https://${user}:${password}@shop.example"],
    [
      "package@1.2.3 pkg@1.2.3-beta.rc icon@2x.png @decorator root@localhost getty@tty1.service git@github.com:shop/stock.git",
    ],
  ],
};

const LOCAL = /[\p{L}\p{M}\p{N}._%+'-]/u;
const OTHER_LEGAL = '!#$&*/=?^`{|}~"';
const DOMAIN = /[\p{L}\p{M}\p{N}.-]+/uy;
/** The last label of a domain. */
const TOP_LEVEL = /^\p{L}[\p{L}\p{M}\p{N}-]+$/u;
/** File names and package versions with an `@`. */
const NO_DOMAIN =
  /^(?:\dx\.(?:gif|jpe?g|png|svg|webp)$|\d+\.\d+\.\d+-(?:alpha|beta|rc|next|canary|dev|pre)\b)/i;
const FILE = /\.(?:gif|jpe?g|png|svg|webp|css|service|socket|timer|target|mount|slice)$/i;

/** Whether a dot follows the first label of a domain, and no space is before the `@`. A long label is not read. */
function mayHaveDomain(codes: Uint16Array, at: number): boolean {
  const before = codeBefore(codes, at);
  if (before === 0 || before === SPACE) return false;
  for (let next = at + 1; next <= at + MAX_LABEL; next += 1) {
    const code = codes[next] ?? 0;
    if (code === DOT) return true;
    if (code < ASCII && ((CHARACTERS[code] ?? 0) & TOKEN) === 0) return false;
  }
  return true;
}
const MAX_LABEL = 64;
const ASCII = 128;
const SPACE = 32;
const DOT = 46;

/** Scans backwards from the `@`, and matches the domain after it, so the time depends only on the number of `@`. */
function findEmail(text: string, at: number): DetectedSecret | undefined {
  DOMAIN.lastIndex = at + 1;
  const domain = withoutTail(DOMAIN.exec(text)?.[0] ?? "");
  if (domain === "" || NO_DOMAIN.test(domain) || FILE.test(domain)) return undefined;
  let from = at;
  while (from > 0 && isLocal(text, from - 1)) from -= 1;
  if (from === at && at > 0 && OTHER_LEGAL.includes(text.charAt(at - 1))) from -= 1;
  const to = at + 1 + domain.length;
  if (text.charAt(to) === "'")
    from += QUOTE_BEFORE.exec(text.slice(from, Math.min(at - 1, from + MAX_QUOTE)))?.[0].length ?? 0;
  if (from === at || text.slice(from, at) === "git") return undefined;
  if (text.charAt(at - 1) === "}" && VARIABLE.test(text.slice(Math.max(0, at - MAX_VARIABLE), at)))
    return undefined;
  if (MESSAGE_ID.test(text.slice(Math.max(0, from - MAX_HEADER), from))) return undefined;
  return { kind: "email", from, to };
}

/** A variable of a shell or a template literal. */
const VARIABLE = /\$\{[^{}]{0,60}\}$/;
const MAX_VARIABLE = 64;

/** The id of a message looks like an address. */
const MESSAGE_ID = /\b(?:message-id|in-reply-to|references)["']?[:=] ?["']?<$/i;
const MAX_HEADER = 24;

/** The quote of a literal, with Python's prefix: the address in it has the same hash as the bare one. */
const QUOTE_BEFORE = /^(?:[burf]|br|rb)?'/i;
const MAX_QUOTE = 3;

function isLocal(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 128)
    return isSurrogate(code) ? LOCAL.test(surrogatePair(text, at)) : LOCAL.test(text.charAt(at));
  return (
    (code >= 97 && code <= 122) ||
    (code >= 64 && code <= 90 && code !== 64) ||
    (code >= 48 && code <= 57) ||
    "._%+'-".includes(text.charAt(at))
  );
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** The character that half of a surrogate pair belongs to. */
function surrogatePair(text: string, at: number): string {
  const low = text.charCodeAt(at) >= 0xdc00;
  return low ? text.slice(at - 1, at + 1) : text.slice(at, at + 2);
}

/** The domain up to its last label, which starts with a letter; the text after it may be the rest of a sentence. */
function withoutTail(run: string): string {
  let end = withoutEnd(run, ".-").length;
  let dot = run.lastIndexOf(".", end - 1);
  while (dot > 0 && !TOP_LEVEL.test(run.slice(dot + 1, end))) {
    end = dot;
    dot = run.lastIndexOf(".", end - 1);
  }
  return dot > 0 && !run.startsWith(".") ? run.slice(0, end) : "";
}
