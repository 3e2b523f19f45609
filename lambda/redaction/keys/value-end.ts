import type { Extent, SensitiveKey } from "./sensitive-keys";

/*
 * Finds the end of a value in a text. In doubt it returns a later end: a missing word of context is a smaller loss than
 * a secret that was sent. Not a pattern, because a pattern would not take linear time.
 */

/** Values that contain no secret. */
const EMPTY = /^(?:null|none|nil|undefined|true|false)(?![\w-])/i;
const COUNT = /^\d+(?:\.\d+)?(?![\w.-])/;

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
/** Groups of digits, or of letters and digits, as in printed numbers; other text may follow. */
const GROUPS = /\+?\(?[A-Z]{0,4}\d[\dA-Z]{0,40}(?:[ ./()-]{1,2}[A-Z]{0,4}\d[\dA-Z]{0,20}){0,10}|\S*/giy;
const LITERAL_END = /[\s,}\]]|$/g;

/** Characters that close a surrounding structure or sentence. */
const CLOSING = ")]},;.";

/** The closing quote, or the end of a truncated text. */
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
export function endOfBare(text: string, from: number, key: SensitiveKey, quotedKey: boolean): number {
  const start = text.slice(from, from + 32);
  if (EMPTY.test(start) || start.startsWith(":") || (!key.matchesNumbers && COUNT.test(start))) return from;
  const opens = start.startsWith("[") || start.startsWith("{");
  // Patterns apply to single values, not structures. Skipping a structure avoids scanning it repeatedly.
  if (
    opens &&
    (key.ambiguous === true || key.valuePattern !== undefined || key.valuePatternInText !== undefined)
  )
    return from;
  const structure = opens ? endOfBrackets(text, from) : from;
  if (quotedKey) return structure > from ? structure : indexOf(LITERAL_END, text, from);
  if (key.extent === "groups") return Math.max(structure, endOfGroups(text, from));
  const end = endOfExtent(key.extent, text, structure);
  return Math.max(structure, key.extent === "line" ? end : withoutClosing(text, from, end));
}

/** The last end found for each extent. A value that starts before it has the same end, so no text is scanned twice. */
const LAST: Record<Exclude<Extent, "groups">, { text: string; from: number; end: number }> = {
  word: { text: "", from: 0, end: 0 },
  line: { text: "", from: 0, end: 0 },
  clause: { text: "", from: 0, end: 0 },
};

function endOfExtent(extent: Exclude<Extent, "groups">, text: string, from: number): number {
  const last = LAST[extent];
  if (last.text === text && last.from <= from && from <= last.end) return last.end;
  const end = indexOf(ENDS[extent], text, from);
  LAST[extent] = { text: end - from > MIN_KEPT ? text : "", from, end };
  return end;
}
/** Only long scans are cached, so short texts are not kept in memory. */
const MIN_KEPT = 1_024;

function endOfGroups(text: string, from: number): number {
  GROUPS.lastIndex = from;
  const end = from + (GROUPS.exec(text)?.[0].length ?? 0);
  return withoutClosing(text, from, end);
}

function endOfBrackets(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "[" || text[at] === "{") depth += 1;
    if (text[at] === "]" || text[at] === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function withoutClosing(text: string, from: number, end: number): number {
  let to = end;
  while (to > from && (CLOSING.includes(text.charAt(to - 1)) || text[to - 1] === " ")) to -= 1;
  return to;
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
