import { setOfCodes } from "../text/characters";
import type { TextScan } from "../text/text-scan";
import type { Extent, SensitiveKey } from "./sensitive-keys";

/*
 * Finds the end of a value in a text. In doubt it returns a later end: a missing word of context is a smaller loss than
 * a secret that was sent. Not a pattern, because a pattern would not take linear time.
 */

/** Values that contain no secret. */
const EMPTY = /^(?:null|none|nil|undefined|true|false)(?![\w-])/i;
const COUNT = /^\d+(?:\.\d+)?(?![\w.-])/;
/** What these begin with. */
const BEGINS_EMPTY = "nutfNUTF:";

/** A quote that closes a string of surrounding JSON or Python. */
const ENDING_QUOTE = String.raw`\\{0,8}["'](?=\s{0,4}(?:[}\])]|,\s{0,4}[bru]{0,2}\\{0,8}["'[{\d]|$))`;
const ENDS: Readonly<Record<Exclude<Extent, "groups">, RegExp>> = {
  word: new RegExp(
    String.raw`\s|\\[rnt]|&(?=[\w.%[\]-]{1,64}=)|<\/|${ENDING_QUOTE}|["'\x60](?=[\s:;,)])|$`,
    "g",
  ),
  line: new RegExp(String.raw`[\r\n]|\\[rn]|${ENDING_QUOTE}|$`, "g"),
  clause: /[\r\n,;|&"<(){}]|\\[rn]|\.(?=\s)|\s-\s|\s(?=[\w.]{1,32}[:=])|$/g,
};
/** What the ends of each extent begin with. */
const BEGINS_END: Readonly<Record<keyof typeof ENDS, Uint8Array>> = {
  word: setOfCodes(" \t\n\v\f\r\\&<\"'`"),
  line: setOfCodes("\r\n\\\"'"),
  clause: setOfCodes(' \t\n\v\f\r\\,;|&"<(){}.'),
};
/** Groups of digits, or of letters and digits, as in printed numbers; other text may follow. */
const GROUPS = /\+?\(?[A-Z]{0,4}\d[\dA-Z]{0,40}(?:[ ./()-]{1,2}[A-Z]{0,4}\d[\dA-Z]{0,20}){0,10}/giy;
const WHITE_SPACE = /\s/g;
const LITERAL_END = /[\s,}\]]/g;

/** Characters that close a surrounding structure or sentence, and the spaces between them. */
const CLOSING = ")]},;. ";

/**
 * The closing quote, or the end of a truncated text. Every opening quote also closes the value before it that has the
 * same quotes and at most as many backslashes, so that values of one kind of quotes do not overlap.
 */
export function endOfQuoted(text: string, from: number, opening: string): number {
  const quote = opening.at(-1) ?? "";
  const level = opening.split("\\").length - 1;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (at - escapes > from && text[at - escapes - 1] === "\\") escapes += 1;
    // At level 0, backslashes escape each other. At deeper levels, a quote is content only if it has more backslashes
    // than the opening quote.
    if (level === 0 ? escapes % 2 === 0 : escapes <= level) return level === 0 ? at : at - escapes;
  }
  return text.length;
}

/**
 * The end of an unquoted value, or `from` if the value contains no secret.
 *
 * @param quotedKey whether the key has quotes, as in JSON, so that the value is a literal or a structure
 */
export function endOfBare(
  scan: TextScan,
  text: string,
  from: number,
  key: SensitiveKey,
  quotedKey: boolean,
): number {
  if (!key.matchesNumbers || BEGINS_EMPTY.includes(text.charAt(from))) {
    const start = text.slice(from, from + 32);
    if (EMPTY.test(start) || start.startsWith(":") || (!key.matchesNumbers && COUNT.test(start))) return from;
  }
  const structure = endOfStructure(scan, text, from);
  // Patterns apply to single values, not structures.
  if (
    structure > from &&
    (key.ambiguous === true || key.valuePattern !== undefined || key.valuePatternInText !== undefined)
  )
    return from;
  if (quotedKey) return structure > from ? structure : scan.next(LITERAL_END, text, from);
  const end =
    key.extent === "groups"
      ? endOfGroups(scan, text, from)
      : scan.next(ENDS[key.extent], text, structure, BEGINS_END[key.extent]);
  return Math.max(structure, key.extent === "line" ? end : scan.trimEnd(CLOSING, text, from, end));
}

/** The end of a list or an object that starts at `from`; `from` if there is none. */
export function endOfStructure(scan: TextScan, text: string, from: number): number {
  const first = text.charAt(from);
  return first === "[" || first === "{" ? scan.endOfBrackets(text, from) : from;
}

function endOfGroups(scan: TextScan, text: string, from: number): number {
  GROUPS.lastIndex = from;
  const groups = GROUPS.exec(text)?.[0].length;
  return groups === undefined ? scan.next(WHITE_SPACE, text, from) : from + groups;
}
