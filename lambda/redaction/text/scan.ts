import { endsLikeName } from "../keys/name-endings";
import * as characterTable from "./characters";
import type { CodeBuffer } from "./code-buffer";
import { mayEncodeText } from "./base64";
import { MIN_RUN, pairOf, type ScanTables } from "./scan-tables";
import { isGroupOfUuid } from "./uuid";

// Constants of this module, because code that is not bundled looks up an import at each use.
const { BASE64, CHARACTERS, DIGIT, DISGUISE, ESCAPE, FOLDED, GAP, LETTER, SIGN, TOKEN, WORD } =
  characterTable;
const endsWithName = endsLikeName;
const findPair = pairOf;

/** What the scan calls at a candidate. `end` is the end of the run, the number or the word at this position. */
export type Visit = (detector: number, text: string, at: number, end: number) => void;

/** Encodings that a text may contain, as bits. */
export const MAY_HAVE_ESCAPES = 1;
export const MAY_HAVE_BASE64 = 2;
export const MAY_HAVE_DISGUISES = 4;

/** The fewest digits of a number that is a candidate: those of an IPv4 address. */
const MIN_DIGITS = 4;
/** The most separators between two groups of digits. */
const MAX_GAP = 2;
/** The shortest base64 that may contain a secret. */
const MIN_BASE64 = 16;
const ASCII = 128;
const PLUS = 43;
const SLASH = 47;
const OPENING_BRACKET = 91;
const SEMICOLON = 59;
const CAPITAL_K = 75;
const SMALL_M = 109;
/** The most characters between the bracket of a colour code and its end. */
const MAX_COLOR_CODE = 20;

/**
 * Creates the only search of a text: one pass over its characters, which calls `visit` at each candidate, from left to
 * right, and returns the encodings that the text may contain. It allocates nothing, and reads no character more than a
 * fixed number of times.
 */
export function createScan(tables: ScanTables, buffer: CodeBuffer, visit: Visit): (text: string) => number {
  const { listOfWord, wordReaders, listOfSign, signReaders, numbers, runs } = tables;

  function visitWord(text: string, codes: Uint16Array, at: number, list: number): void {
    for (const { index, beginnings } of wordReaders[list] ?? [])
      if (startsWithAny(codes, at, beginnings)) visit(index, text, at, endOfWord(codes, at));
  }

  function visitRun(text: string, from: number, to: number, following: number): void {
    for (const { index, minLength, next } of runs)
      if (to - from >= minLength && (next === undefined || next[following] === 1))
        visit(index, text, from, to);
  }

  /**
   * Calls the visitors at each group of digits whose length, following character and number of digits match. Groups of a
   * UUID are none of a card or an identity document, although their check digit is right now and then.
   */
  function visitNumber(text: string, codes: Uint16Array, from: number, to: number, digits: number): void {
    let left = digits;
    for (let at = from; at < to;) {
      if (!isDigit(codes[at] ?? 0)) {
        at += 1;
        continue;
      }
      let end = at + 1;
      while (end < to && isDigit(codes[end] ?? 0)) end += 1;
      const length = end - at;
      const following = codes[end] ?? 0;
      const readers = numbers[length];
      if (readers !== undefined)
        for (const { index, minDigits, next } of readers)
          if (left >= minDigits && (next === undefined || next[following] === 1) && !isGroupOfUuid(text, at))
            visit(index, text, at, to);
      left -= length;
      at = end;
    }
  }

  function visitSign(text: string, codes: Uint16Array, at: number, list: number): void {
    for (const { index, isBehindName, again } of signReaders[list] ?? [])
      if (isBehindName ? endsWithName(codes, at) : codes[at + again] === codes[at])
        visit(index, text, at, at + 1);
  }

  return (text) => {
    const length = text.length;
    const codes = buffer.read(text);
    const table = CHARACTERS;
    const lists = listOfWord;
    const signs = listOfSign;
    let encodings = 0;
    let runFrom = -1;
    let numberFrom = 0;
    let numberTo = 0;
    let digits = 0;
    let at = 0;
    while (at < length) {
      const code = codes[at] ?? 0;
      let character = table[code] ?? 0;
      if ((character & WORD) !== 0) {
        const start = at;
        if (digits !== 0 && (character & LETTER) !== 0) {
          if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
          digits = 0;
        }
        if (runFrom < 0) runFrom = start;
        const first = character & FOLDED;
        let classes = 0;
        do {
          classes |= character;
          at += 1;
          character = table[codes[at] ?? 0] ?? 0;
        } while ((character & WORD) !== 0);
        const second = (table[codes[start + 1] ?? 0] ?? 0) & FOLDED;
        const third = second === 0 ? 0 : (table[codes[start + 2] ?? 0] ?? 0) & FOLDED;
        const list = lists[(first << 10) | (second << 5) | third] ?? 0;
        if (list !== 0) visitWord(text, codes, start, list);
        if ((classes & DIGIT) === 0) continue;
        if ((classes & LETTER) === 0) {
          if (digits === 0) numberFrom = start;
          digits += at - start;
          numberTo = at;
          continue;
        }
        // The groups of digits between the letters.
        for (let group = start; group < at; group += 1) {
          if (isDigit(codes[group] ?? 0)) {
            if (digits === 0) numberFrom = group;
            digits += 1;
            numberTo = group + 1;
          } else if (digits !== 0) {
            if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
            digits = 0;
          }
        }
        continue;
      }
      if (runFrom >= 0 && (character & TOKEN) === 0) {
        if (at - runFrom >= MIN_RUN) {
          if (at - runFrom >= MIN_BASE64 || code === PLUS || code === SLASH) encodings |= MAY_HAVE_BASE64;
          visitRun(text, runFrom, at, code);
        }
        runFrom = -1;
      }
      if (digits !== 0 && ((character & GAP) === 0 || at - numberTo >= MAX_GAP)) {
        if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
        digits = 0;
      }
      if ((character & SIGN) !== 0) {
        if ((character & (DISGUISE | ESCAPE)) !== 0) {
          if ((character & ESCAPE) !== 0) encodings |= MAY_HAVE_ESCAPES;
          else if (code !== OPENING_BRACKET || isColorCode(codes, at)) encodings |= MAY_HAVE_DISGUISES;
        }
        const sign = code < ASCII ? (signs[findPair(code, codes[at + 1] ?? 0)] ?? 0) : 0;
        if (sign !== 0) visitSign(text, codes, at, sign);
      }
      at += 1;
    }
    if (runFrom >= 0 && length - runFrom >= MIN_RUN) {
      if (length - runFrom >= MIN_BASE64) encodings |= MAY_HAVE_BASE64;
      visitRun(text, runFrom, length, 0);
    }
    if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
    if ((encodings & MAY_HAVE_BASE64) !== 0 && !mayHaveText(text, codes)) encodings &= ~MAY_HAVE_BASE64;
    return encodings;
  };
}

/** Whether a run of base64 may contain text, and not random bytes. */
function mayHaveText(text: string, codes: Uint16Array): boolean {
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (((CHARACTERS[codes[at] ?? 0] ?? 0) & BASE64) !== 0) continue;
    if (at - from >= MIN_BASE64 && mayEncodeText(text, from, at)) return true;
    from = at + 1;
  }
  return false;
}

function startsWithAny(codes: Uint16Array, at: number, beginnings: readonly Uint8Array[]): boolean {
  for (const beginning of beginnings) if (startsWith(codes, at, beginning)) return true;
  return false;
}

function startsWith(codes: Uint16Array, at: number, beginning: Uint8Array): boolean {
  // The signature says that the first three are equal.
  for (let index = 3; index < beginning.length; index += 1)
    if (((CHARACTERS[codes[at + index] ?? 0] ?? 0) & FOLDED) !== beginning[index]) return false;
  return true;
}

/** The end of the letters, or of the digits, that start at `at`. */
function endOfWord(codes: Uint16Array, at: number): number {
  const classes = (CHARACTERS[codes[at] ?? 0] ?? 0) & WORD;
  let end = at + 1;
  while (((CHARACTERS[codes[end] ?? 0] ?? 0) & classes) !== 0) end += 1;
  return end;
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

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
