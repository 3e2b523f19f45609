import { endOfQuoted } from "../keys/value-end";
import { isPlaceholder } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret } from "./detector";
import { valueUnderKey } from "./value-under-key";

const CORNER = "\u2514";
const LINE = "\u2502";
/** The most lines and characters between the value and the line of code above it. Each variable has a line. */
const MAX_LINES = 16;
const MAX_DRAWING = 4_000;
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

/** The position of the same column in the line of code above the drawing; undefined if there is none. */
function positionAbove(text: string, at: number): number | undefined {
  const first = Math.max(0, at - MAX_DRAWING);
  let start = startOfLine(text, at, first);
  const column = at - start;
  for (let lines = 0; lines < MAX_LINES && start > first; lines += 1) {
    const end = start - 1;
    start = startOfLine(text, end, first);
    const character = text.charAt(start + column);
    if (character !== LINE && character !== CORNER) return start + column < end ? start + column : undefined;
  }
  return undefined;
}

/** Not `lastIndexOf`, which would search a long line again for each corner. */
function startOfLine(text: string, end: number, first: number): number {
  let start = end;
  while (start > first && text.charCodeAt(start - 1) !== LINE_FEED) start -= 1;
  return start;
}
const LINE_FEED = 10;

/** A value is drawn in one line. A later end would contain the next values, for which the text is searched again. */
function endInLine(text: string, from: number, to: number): number {
  const lineFeed = text.slice(from, to).indexOf("\n");
  return lineFeed < 0 ? to : from + lineFeed;
}

function findValue(text: string, at: number, { classifyWord }: DetectionContext): DetectedSecret | undefined {
  const quote = at + quoteBehind(text.charCodeAt(at + 1), text.charCodeAt(at + 2), text.charCodeAt(at + 3));
  NAME.lastIndex = positionAbove(text, at) ?? text.length;
  const key = classifyWord(NAME.exec(text)?.[0] ?? "").sensitive;
  if (!key) return undefined;
  const from = quote + 1;
  const to = endInLine(text, from, endOfQuoted(text, from, text.charAt(quote)));
  return isPlaceholder(text.slice(from, to)) ? undefined : valueUnderKey(key, text, from, to);
}
