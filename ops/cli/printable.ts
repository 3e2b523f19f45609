// Without tab and line feed. Source: ECMA-48, C0 and C1 control characters.
// eslint-disable-next-line no-control-regex -- finds control characters
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Escapes control characters: a log line must not move the cursor or set the title of the operator's terminal. */
export function printable(text: string): string {
  return text.replace(
    CONTROL_CHARACTERS,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\t", String.raw`\t`);
}
