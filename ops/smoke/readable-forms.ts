/** Shorter values occur by chance. */
const MIN_LENGTH = 6;

/**
 * The forms in which a value is readable: as it is, without separators, percent-encoded, in hexadecimal, and in base64,
 * also as a part of an encoded text. In lower case, because some intakes change the case.
 */
export function readableForms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    value.replaceAll(/[\s.-]/g, ""),
    encodeURIComponent(value),
    bytes.toString("hex"),
    ...[0, 1, 2].map((offset) => base64Within(bytes, offset)),
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()).filter((form) => form.length >= MIN_LENGTH))];
}

/** Whether a text contains a value in a readable form. */
export function isReadableIn(text: string, value: string): boolean {
  const lowerCase = text.toLowerCase();
  return readableForms(value).some((form) => lowerCase.includes(form));
}

/** Base64 of bytes that follow `offset` others: only the characters that those do not change. */
function base64Within(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const first = Math.ceil((offset * 8) / 6);
  return encoded.slice(first, Math.floor(((offset + bytes.length) * 8) / 6));
}
