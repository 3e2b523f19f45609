import { endOfQuoted } from "../keys/value-end";
import { isPlaceholder } from "../text/value-heuristics";
import { codeBefore } from "../text/characters";
import { type DetectionContext, type Detector, type DetectedSecret } from "./detector";
import { valueUnderKey } from "./value-under-key";

const CORNER = "\u2514";
const LINE = "\u2502";
/** The most characters between the value and the line of code above it. */
const MAX_DRAWING = 2_000;
const NAME = /[A-Z_]\w{0,63}/iy;

/** Values of variables that loguru draws below a line of code; the column leads to the name. */
export const drawnValue: Detector = {
  name: "drawn value",
  kind: "password",
  description: "a value that loguru's `diagnose` draws below the name of a variable that is a sensitive key",
  source: "Loguru documentation, Fully descriptive exceptions",
  anchor: { at: "character", characters: "\"'", mayMatch: isBehindCorner },
  patterns: [NAME],
  read: findValue,
  examples: [
    [
      `  sign_in(name, password)\n  ${LINE}       ${LINE}     ${CORNER} 'made-up'\n  ${LINE}       ${CORNER} 'u-17'`,
      `  sign_in(name, password)\n  ${LINE}       ${LINE}     ${CORNER} '[redacted:password]'\n  ${LINE}       ${CORNER} 'u-17'`,
    ],
    [`  count(stock)\n        ${CORNER} 'made-up'`],
  ],
};

/** Whether the corner stands two characters before the quote, or three before that of bytes, `b'…'`. */
function isBehindCorner(codes: Uint16Array, at: number): boolean {
  const corner = codeBefore(codes, at) === SMALL_B ? at - 3 : at - 2;
  return corner >= 0 && codes[corner] === CORNER_CODE;
}
const SMALL_B = 98;
const CORNER_CODE = CORNER.charCodeAt(0);

function findValue(text: string, at: number, { classifyWord }: DetectionContext): DetectedSecret | undefined {
  const corner = text.charAt(at - 1) === "b" ? at - 3 : at - 2;
  const lines = text.slice(Math.max(0, corner - MAX_DRAWING), corner).split("\n");
  const column = lines.pop()?.length ?? 0;
  const code = lines.findLast((line) => line.charAt(column) !== LINE && line.charAt(column) !== CORNER) ?? "";
  NAME.lastIndex = column;
  const key = classifyWord(NAME.exec(code)?.[0] ?? "").sensitive;
  if (!key) return undefined;
  const from = at + 1;
  const to = endOfQuoted(text, from, text.charAt(at));
  return isPlaceholder(text.slice(from, to)) ? undefined : valueUnderKey(key, text, from, to);
}
