import type { Extent, SensitiveKey } from "./sensitive-keys";

/*
 * Where a value ends that stands in a text. In doubt it ends late: a reader who misses a word of context can ask,
 * a secret that was sent cannot be called back. Written out, because a pattern for it would not be linear.
 */

/** There is nothing to hide. */
const EMPTY = /^(?:null|none|nil|undefined|true|false)(?![\w-])/i;
const COUNT = /^\d+(?:\.\d+)?(?![\w.-])/;

/** A quote that ends a piece of JSON or Python around the text. */
const ENDING_QUOTE = String.raw`\\{0,8}["'](?=\s{0,4}(?:[}\])]|,\s{0,4}[bru]{0,2}\\{0,8}["'[{\d]|$))`;
const ENDS: Readonly<Record<Extent, RegExp>> = {
  word: new RegExp(String.raw`\s|\\[rnt]|&(?=[\w.%[\]-]{1,64}=)|${ENDING_QUOTE}|["'](?=[\s:;,)])|$`, "g"),
  line: new RegExp(String.raw`[\r\n]|\\[rn]|${ENDING_QUOTE}|$`, "g"),
};
const LITERAL_END = /[\s,}\]]|$/g;

/** What may close around a value rather than belong to it. */
const CLOSING = ")]},;.";

/** The closing quote, or the end of a text that was cut. */
export function endOfQuoted(text: string, from: number, opening: string): number {
  const quote = opening.at(-1) ?? "";
  const level = opening.split("\\").length - 1;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (at - escapes > from && text[at - escapes - 1] === "\\") escapes += 1;
    // At level 0 backslashes escape each other; deeper, only more of them than the opening quote has make it content.
    if (level === 0 ? escapes % 2 === 0 : escapes <= level) return level === 0 ? at : at - escapes;
  }
  return text.length;
}

/**
 * The end of a value without quotes, or `from` where there is nothing to hide.
 *
 * @param quotedKey the key has quotes, so that the text is JSON or the like and the value a literal or a structure
 */
export function endOfBare(text: string, from: number, key: SensitiveKey, quotedKey: boolean): number {
  const start = text.slice(from, from + 32);
  if (EMPTY.test(start) || start.startsWith(":") || (!key.numbers && COUNT.test(start))) return from;
  const structure = /^[[{]/.test(start) ? endOfBrackets(text, from) : from;
  if (quotedKey) return structure > from ? structure : indexOf(LITERAL_END, text, from);
  const end = indexOf(ENDS[key.extent], text, structure);
  return Math.max(structure, key.extent === "word" ? withoutClosing(text, from, end) : end);
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
  while (to > from && CLOSING.includes(text.charAt(to - 1))) to -= 1;
  return to;
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
