import { endOfQuoted } from "../keys/value-end";
import { isPlaceholder } from "../text/value-heuristics";
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
  anchor: { at: "character", characters: CORNER, mayMatch: isBeforeQuote },
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

/** Whether a quote stands two characters behind the corner, or three behind it that of bytes, `b'…'`. */
function isBeforeQuote(codes: Uint16Array, at: number): boolean {
  return codes[at] === CORNER_CODE && quoteBehind(codes[at + 1], codes[at + 2], codes[at + 3]) > 0;
}
const CORNER_CODE = CORNER.charCodeAt(0);

/** The distance of the quote from the corner before these codes; 0 if there is none. */
function quoteBehind(first = 0, second = 0, third = 0): number {
  if (isQuote(second)) return first === SMALL_B ? 0 : 2;
  return second === SMALL_B && isQuote(third) ? 3 : 0;
}
const SMALL_B = 98;

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

function findValue(text: string, at: number, { classifyWord }: DetectionContext): DetectedSecret | undefined {
  const quote = at + quoteBehind(text.charCodeAt(at + 1), text.charCodeAt(at + 2), text.charCodeAt(at + 3));
  const lines = text.slice(Math.max(0, at - MAX_DRAWING), at).split("\n");
  const column = lines.pop()?.length ?? 0;
  const code = lines.findLast((line) => line.charAt(column) !== LINE && line.charAt(column) !== CORNER) ?? "";
  NAME.lastIndex = column;
  const key = classifyWord(NAME.exec(code)?.[0] ?? "").sensitive;
  if (!key) return undefined;
  const from = quote + 1;
  const to = endOfQuoted(text, from, text.charAt(quote));
  return isPlaceholder(text.slice(from, to)) ? undefined : valueUnderKey(key, text, from, to);
}
