/** A text as it reads, and where each of its characters stood as it was written. */
export interface UnescapedText {
  readonly text: string;
  /** The place, in the text as written, of each character; one more for the end. */
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
 * A text with characters that are written as escapes of an address, JSON, Python or HTML (`%40`, `\u0040`, `\x40`,
 * `&#64;`) as what they stand for; undefined for a text without any. An escape of a byte of UTF-8 above ASCII becomes
 * one letter that is none of the text's own: what it means is not needed to find a secret around it.
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
  // Half a surrogate pair would break the text around it.
  return code < 32 || (code >= 128 && escape.startsWith("%")) || (code >= 0xd800 && code <= 0xdfff)
    ? code < 32
      ? " "
      : "é"
    : String.fromCharCode(code);
}
