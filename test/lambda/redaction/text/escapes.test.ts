import { decodeEscapes } from "../../../../lambda/redaction/text/escapes";

test.each([
  ["an escape of a URL", "jane%40example.com", "jane@example.com"],
  ["an escape of JSON", String.raw`jane\u0040example`, "jane@example"],
  ["an escape of Python", String.raw`jane\x40example`, "jane@example"],
  ["a decimal entity", "jane&#64;example", "jane@example"],
  ["a hexadecimal entity", "jane&#x40;example", "jane@example"],
  ["an upper-case entity", "jane&#X40;example", "jane@example"],
  ["named entities", "&lt;a&gt; &amp; &quot;b&quot; &apos;c&APOS;", "<a> & \"b\" 'c'"],
  ["a character above ASCII", String.raw`b\u00fccher`, "bücher"],
  ["an escaped control character", "a%0ab%1fc", "a b c"],
  ["a space", "a%20b", "a b"],
  ["an escaped byte of UTF-8", "b%C3%BCcher", "béécher"],
  ["half of a surrogate pair", String.raw`a\ud83d\udfffb`, "aééb"],
  ["characters beside the surrogates", String.raw`\ud7ff\ue000`, "\ud7ff\ue000"],
  ["the last character of ASCII, and DEL", "%7e%7f", "~\u007f"],
])("%s is decoded", (_, text, decoded) => {
  expect(decodeEscapes(text)?.text).toBe(decoded);
});

test.each(["100% of it", String.raw`C:\users\x`, "a & b", "&unknown;", ""])("%j has no escapes", (text) => {
  expect(decodeEscapes(text)).toBeUndefined();
});

test("each character has its position in the original text, and so has the end", () => {
  const decoded = decodeEscapes("a%40bc%20");
  expect(decoded?.text).toBe("a@bc ");
  expect(Array.from(decoded?.offsets ?? [])).toEqual([0, 1, 4, 5, 6, 9]);
});

test("decoding starts at the start of each text", () => {
  expect(decodeEscapes("a long text before %40")?.text).toBe("a long text before @");
  expect(decodeEscapes("%40")?.text).toBe("@");
});
