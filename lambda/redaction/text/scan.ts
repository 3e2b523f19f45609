import { ENDS_OF_NAMES, MAX_BEHIND_NAME } from "../keys/name-endings";
import { mayEncodeText } from "./base64";
import { createCandidates, type Visit } from "./candidates";
import {
  BASE64,
  CHARACTERS,
  DIGIT,
  DISGUISE,
  ESCAPE,
  FOLDED,
  FOREIGN,
  GAP,
  isDigit,
  LETTER,
  SIGN,
  TOKEN,
  WORD,
} from "./characters";
import type { CodeBuffer } from "./code-buffer";
import { mayBeEscape } from "./escapes";
import { MIN_RUN, pairOf, type ScanTables } from "./scan-tables";

/** Encodings that a text may contain, as bits. */
export const MAY_HAVE_ESCAPES = 1;
export const MAY_HAVE_BASE64 = 2;
export const MAY_HAVE_DISGUISES = 4;

/** The most separators between two groups of digits. */
const MAX_GAP = 2;
/** The shortest base64 that may contain a secret. */
const MIN_BASE64 = 16;
const DOT = 46;
const DOLLAR = 36;
const COLON = 58;
const PLUS = 43;
const SLASH = 47;
const OPENING_BRACKET = 91;
const SEMICOLON = 59;
const CAPITAL_K = 75;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;
const SMALL_M = 109;
/** The most characters between the bracket of a colour code and its end. */
const MAX_COLOR_CODE = 20;
/** A position before every text, from which no sign is near. A literal, so that the scan can keep it in a register. */
const NOWHERE = -1024;
/** Mask of the folded code of a letter before the last. */
const ENDING = 0b1111100000;

/**
 * Creates the only search of a text: one pass over its characters, which calls `visit` at each candidate, from left to
 * right for each detector, and returns the encodings that the text may contain. It allocates nothing, and reads no
 * character more than a fixed number of times.
 */
export function createScan(tables: ScanTables, buffer: CodeBuffer, visit: Visit): (text: string) => number {
  const { listOfWord, listsOfSign, minDottedDigits } = tables;
  const candidates = createCandidates(tables, visit);

  return (text) => {
    const { length } = text;
    const codes = buffer.read(text);
    // Local, because code that is not bundled looks up an import at each use.
    const table = CHARACTERS;
    const endsOfNames = ENDS_OF_NAMES;
    let encodings = 0;
    let mayEncode = false;
    /** Where the current run and the current base64 start. */
    let runFrom = 0;
    let base64From = 0;
    /** The end of the last word that may be the end of a sensitive name. */
    let nameTo = NOWHERE;
    let numberFrom = 0;
    let numberTo = 0;
    let digits = 0;
    let hasDot = false;
    let at = 0;
    while (at < length) {
      const code = codes[at] ?? 0;
      let character = table[code] ?? 0;
      if ((character & WORD) !== 0) {
        const start = at;
        if (digits !== 0 && (character & LETTER) !== 0) {
          if (digits >= minDottedDigits) candidates.number(text, codes, numberFrom, numberTo, digits, hasDot);
          digits = 0;
        }
        const first = character & FOLDED;
        let classes = 0;
        do {
          classes |= character;
          at += 1;
          character = table[codes[at] ?? 0] ?? 0;
        } while ((character & WORD) !== 0);
        const second = (table[codes[start + 1] ?? 0] ?? 0) & FOLDED;
        const third = second === 0 ? 0 : (table[codes[start + 2] ?? 0] ?? 0) & FOLDED;
        const list = listOfWord[(first << 10) | (second << 5) | third] ?? 0;
        if (list !== 0) candidates.word(text, codes, start, list);
        if ((classes & DIGIT) === 0) {
          const ending = ((codes[at - 2] ?? 0) << 5) & ENDING;
          nameTo =
            at - start < 2 || endsOfNames[ending | ((codes[at - 1] ?? 0) & FOLDED)] === 1 ? at : NOWHERE;
          continue;
        }
        if ((classes & LETTER) === 0) {
          if (digits === 0) {
            numberFrom = start;
            hasDot = false;
          }
          digits += at - start;
          numberTo = at;
          continue;
        }
        nameTo = at;
        // The groups of digits between the letters.
        for (let group = start; group < at; group += 1) {
          if (isDigit(codes[group] ?? 0)) {
            if (digits === 0) {
              numberFrom = group;
              hasDot = false;
            }
            digits += 1;
            numberTo = group + 1;
          } else if (digits !== 0) {
            if (digits >= minDottedDigits)
              candidates.number(text, codes, numberFrom, numberTo, digits, hasDot);
            digits = 0;
          }
        }
        continue;
      }
      if ((character & TOKEN) === 0) {
        const run = at - runFrom;
        if (run >= MIN_RUN) {
          if (run >= MIN_BASE64 || code === PLUS || code === SLASH) encodings |= MAY_HAVE_BASE64;
          candidates.run(text, codes, runFrom, at, code);
        }
        runFrom = at + 1;
        if ((character & BASE64) === 0) {
          if (at - base64From >= MIN_BASE64 && !mayEncode) mayEncode = mayEncodeText(text, base64From, at);
          base64From = at + 1;
        }
      } else if (runFrom === at) runFrom += 1;
      if (digits !== 0) {
        if ((character & GAP) === 0 || at - numberTo >= MAX_GAP) {
          if (digits >= minDottedDigits) candidates.number(text, codes, numberFrom, numberTo, digits, hasDot);
          digits = 0;
        } else if (code === DOT) hasDot = true;
      }
      if ((character & (SIGN | FOREIGN)) !== 0) {
        if ((character & (DISGUISE | ESCAPE | FOREIGN)) !== 0) {
          if ((character & ESCAPE) !== 0 && mayBeEscape(codes, at)) encodings |= MAY_HAVE_ESCAPES;
          if ((character & DISGUISE) !== 0 && (code !== OPENING_BRACKET || isColorCode(codes, at)))
            encodings |= MAY_HAVE_DISGUISES;
          if ((character & FOREIGN) !== 0) nameTo = at + 1;
        }
        if (code === COLON && codes[at + 3] === COLON) {
          const seconds = secondsOfTime(codes, at);
          if (seconds > at) {
            // They may be followed by their fraction.
            numberFrom = runFrom = base64From = seconds;
            numberTo = at = seconds + 2;
            digits = 2;
            hasDot = false;
            continue;
          }
        }
        const lists = listsOfSign[pairOf(code, codes[at + 1] ?? 0)] ?? 0;
        if (lists !== 0) candidates.sign(text, codes, at, lists, at - nameTo <= MAX_BEHIND_NAME);
      }
      at += 1;
    }
    const run = length - runFrom;
    if (run >= MIN_RUN) {
      if (run >= MIN_BASE64) encodings |= MAY_HAVE_BASE64;
      candidates.run(text, codes, runFrom, length, 0);
    }
    if (digits >= minDottedDigits) candidates.number(text, codes, numberFrom, numberTo, digits, hasDot);
    if ((encodings & MAY_HAVE_BASE64) === 0 || mayEncode) return encodings;
    if (length - base64From >= MIN_BASE64 && mayEncodeText(text, base64From, length)) return encodings;
    return encodings & ~MAY_HAVE_BASE64;
  };
}

/**
 * The position of the seconds in a time whose first colon is at `at`; -1 if it is none. Nothing reads at its colons, and
 * most lines have one: `12:30:45`, or `/2026:12:30:45` in an access log.
 */
function secondsOfTime(codes: Uint16Array, at: number): number {
  if (codes[at + 6] === COLON)
    return codes[at - 5] === SLASH &&
      isPair(codes, at - 4) &&
      isPair(codes, at - 2) &&
      isPair(codes, at + 1) &&
      isPair(codes, at + 4) &&
      isPair(codes, at + 7) &&
      isApart(codes[at + 9] ?? 0)
      ? at + 7
      : -1;
  return isPair(codes, at - 2) &&
    isPair(codes, at + 1) &&
    isPair(codes, at + 4) &&
    (at === 2 ||
      (codes[at - 3] !== DOT && isApart(codes[at - 3] ?? 0)) ||
      (codes[at - 3] === CAPITAL_T && isDigit(codes[at - 4] ?? 0))) &&
    (isApart(codes[at + 6] ?? 0) || (codes[at + 6] === CAPITAL_Z && isApart(codes[at + 7] ?? 0)))
    ? at + 4
    : -1;
}

function isPair(codes: Uint16Array, at: number): boolean {
  return isDigit(codes[at] ?? 0) && isDigit(codes[at + 1] ?? 0);
}

function isApart(code: number): boolean {
  return code !== COLON && code !== DOLLAR && ((CHARACTERS[code] ?? 0) & (TOKEN | FOREIGN)) === 0;
}

/** Whether the bracket at `at` starts a colour code of a terminal, such as `[31m`; see disguises.ts. */
function isColorCode(codes: Uint16Array, at: number): boolean {
  let end = at + 1;
  while (end - at < MAX_COLOR_CODE && (isDigit(codes[end] ?? 0) || codes[end] === SEMICOLON)) end += 1;
  if (codes[end] !== SMALL_M && codes[end] !== CAPITAL_K) return false;
  // `[main]` is a word in brackets, except behind an escape character as editors and syslog daemons write it.
  const isWord = end === at + 1 && ((CHARACTERS[codes[end + 1] ?? 0] ?? 0) & LETTER) !== 0;
  return !isWord || (at > 0 && BEFORE_COLOR_CODE.includes(codes[at - 1] ?? 0));
}
/** The ends of `\\e`, `\\033`, `#033` and `^[`. */
const BEFORE_COLOR_CODE = [101, 51, 91];
