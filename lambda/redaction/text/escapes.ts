/** A decoded text, and the original position of each character. */
export interface UnescapedText {
  readonly text: string;
  /** Position of each character in the original text, plus one for the end. */
  readonly offsets: Uint32Array;
}

const ESCAPE = /%[\da-f]{2}|\\u[\da-f]{4}|\\x[\da-f]{2}|&(?:amp|quot|apos|lt|gt|#\d{2,5}|#x[\da-f]{2,4});/gi;
const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&lt;", "<"],
  ["&gt;", ">"],
]);

/**
 * Decodes the escapes of URLs, JSON, Python and HTML (`%40`, `\u0040`, `\x40`, `&#64;`); returns undefined for a text
 * without escapes. An escaped UTF-8 byte above ASCII becomes a placeholder letter, because detecting secrets around it
 * does not need its value.
 */
export function decodeEscapes(text: string): UnescapedText | undefined {
  ESCAPE.lastIndex = 0;
  let match = ESCAPE.exec(text);
  if (!match) return undefined;
  const offsets = new Uint32Array(text.length + 1);
  const pieces: string[] = [];
  let length = 0;
  let done = 0;
  const copy = (to: number) => {
    pieces.push(text.slice(done, to));
    for (; done < to; done += 1) offsets[length++] = done;
  };
  for (; match; match = ESCAPE.exec(text)) {
    copy(match.index);
    pieces.push(decodeEscape(match[0]));
    offsets[length++] = match.index;
    done = match.index + match[0].length;
  }
  copy(text.length);
  offsets[length] = text.length;
  return { text: pieces.join(""), offsets: offsets.subarray(0, length + 1) };
}

function decodeEscape(escape: string): string {
  const named = NAMED_ENTITIES.get(escape.toLowerCase());
  if (named !== undefined) return named;
  const digits = escape.replace(/^(?:%|\\[ux]|&#)/i, "").replace(";", "");
  const code = /^x/i.test(digits)
    ? Number.parseInt(digits.slice(1), 16)
    : Number.parseInt(digits, escape.startsWith("&") ? 10 : 16);
  // Half of a surrogate pair would make the text invalid.
  return code < 32 || (code >= 128 && escape.startsWith("%")) || (code >= 0xd800 && code <= 0xdfff)
    ? code < 32
      ? " "
      : "é"
    : String.fromCharCode(code);
}
