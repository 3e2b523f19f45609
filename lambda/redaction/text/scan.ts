import type { Anchor } from "../detectors/detector";
import { NAME_ENDINGS, OTHER_SCRIPT } from "../keys/name-endings";
import { createCodeBuffer } from "./code-buffer";
import * as characterTable from "./characters";

// Constants of this module, because code that is not bundled looks up an import at each use.
const { CHARACTERS, DIGIT, DISGUISE, ESCAPE, FOLDED_SHIFT, GAP, JOINER, LETTER, SIGNATURES } = characterTable;
const IS_NAME_ENDING = NAME_ENDINGS;
const LETTERS_OF_OTHER_SCRIPT = OTHER_SCRIPT;

/** What the scan calls at a position. `end` is the end of the run, the number or the word at this position. */
export type Visit = (text: string, at: number, end: number) => void;

/** A function that the scan calls at each candidate of an anchor. */
export interface Visitor {
  readonly anchor: Anchor;
  readonly visit: Visit;
}

/** Encodings that a text may contain, as bits. */
export const MAY_HAVE_ESCAPES = 1;
export const MAY_HAVE_BASE64 = 2;
export const MAY_HAVE_DISGUISES = 4;

/** The shortest run that is a candidate, in characters. */
const MIN_RUN = 13;
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
/** The most characters between a name and its separator: quotes, brackets, spaces and digits. */
const MAX_BEHIND_NAME = 16;
/** The last character before the letters beyond ASCII. */
const LAST_SIGN = 191;

/**
 * Creates the only search of a text: one pass over its characters, which calls each visitor at the candidates of its
 * anchor, from left to right, and returns the encodings that the text may contain. It allocates nothing, and reads no
 * character more than a fixed number of times.
 */
export function createScan(visitors: readonly Visitor[]): (text: string) => number {
  const { listOfWord, lists, characters, separators, numbers, runs } = tablesOf(visitors);

  function visitRun(text: string, from: number, to: number): void {
    for (const { minLength, visit } of runs) if (to - from >= minLength) visit(text, from, to);
  }

  /** Calls the visitors at each group of digits whose length, following character and number of digits match. */
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
      const next = codes[end] ?? 0;
      for (const number of numbers) {
        if (left < number.minDigits || length < number.minFirst || length > number.maxFirst) continue;
        if (number.next === undefined || number.next.includes(next)) number.visit(text, at, to);
      }
      left -= length;
      at = end;
    }
  }

  const buffer = createCodeBuffer();

  /** Calls the visitors of the word that starts at `at`; its first letters or digits end at `end`. */
  function visitWord(text: string, codes: Uint16Array, at: number, end: number): void {
    const first = folded(codes, at);
    const second = folded(codes, at + 1);
    const third = second === 0 ? 0 : folded(codes, at + 2);
    const starting = listOfWord[(first << 10) | (second << 5) | third] ?? 0;
    if (starting !== 0) visitAll(lists[starting] ?? [], text, at, end);
  }

  return (text) => {
    const length = text.length;
    const codes = buffer.read(text);
    let encodings = 0;
    let runFrom = -1;
    let numberFrom = 0;
    let numberTo = 0;
    let digits = 0;
    let isInWord = false;
    let at = 0;
    while (at < length) {
      const code = codes[at] ?? 0;
      const character = CHARACTERS[code] ?? 0;
      if ((character & LETTER) !== 0) {
        const start = at;
        do at += 1;
        while (((CHARACTERS[codes[at] ?? 0] ?? 0) & LETTER) !== 0);
        if (digits !== 0) {
          if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
          digits = 0;
        }
        if (!isInWord) visitWord(text, codes, start, at);
        if (runFrom < 0) runFrom = start;
        isInWord = true;
      } else if ((character & DIGIT) !== 0) {
        const start = at;
        do at += 1;
        while (((CHARACTERS[codes[at] ?? 0] ?? 0) & DIGIT) !== 0);
        if (digits === 0) numberFrom = start;
        digits += at - start;
        numberTo = at;
        if (!isInWord) visitWord(text, codes, start, at);
        if (runFrom < 0) runFrom = start;
        isInWord = true;
      } else {
        isInWord = false;
        if (runFrom >= 0 && (character & JOINER) === 0) {
          if (at - runFrom >= MIN_RUN) {
            if (at - runFrom >= MIN_BASE64 || code === PLUS || code === SLASH) encodings |= MAY_HAVE_BASE64;
            visitRun(text, runFrom, at);
          }
          runFrom = -1;
        }
        if (digits !== 0 && ((character & GAP) === 0 || at - numberTo >= MAX_GAP)) {
          if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
          digits = 0;
        }
        if ((character & DISGUISE) !== 0 && (code !== OPENING_BRACKET || isColorCode(codes, at)))
          encodings |= MAY_HAVE_DISGUISES;
        if (code < ASCII) {
          if ((character & ESCAPE) !== 0) encodings |= MAY_HAVE_ESCAPES;
          const behindName = separators[code];
          if (behindName !== undefined && IS_NAME_ENDING[endingBefore(codes, at)] === 1)
            visitAll(behindName, text, at, at + 1);
          const here = characters[code];
          if (here !== undefined) visitAll(here, text, at, at + 1);
        }
        at += 1;
      }
    }
    if (runFrom >= 0 && length - runFrom >= MIN_RUN) {
      if (length - runFrom >= MIN_BASE64) encodings |= MAY_HAVE_BASE64;
      visitRun(text, runFrom, length);
    }
    if (digits >= MIN_DIGITS) visitNumber(text, codes, numberFrom, numberTo, digits);
    buffer.clear(length);
    return encodings;
  };
}

function folded(codes: Uint16Array, at: number): number {
  return (CHARACTERS[codes[at] ?? 0] ?? 0) >> FOLDED_SHIFT;
}

/** The signature of the last letters before a separator, behind quotes, brackets and digits. */
function endingBefore(codes: Uint16Array, at: number): number {
  let end = at;
  while (end > 0 && at - end < MAX_BEHIND_NAME && ((CHARACTERS[codes[end - 1] ?? 0] ?? 0) & LETTER) === 0) {
    if ((codes[end - 1] ?? 0) > LAST_SIGN) return LETTERS_OF_OTHER_SCRIPT;
    end -= 1;
  }
  let ending = 0;
  for (let from = Math.max(0, end - 3); from < end; from += 1) {
    if ((codes[from] ?? 0) > LAST_SIGN) return LETTERS_OF_OTHER_SCRIPT;
    const character = CHARACTERS[codes[from] ?? 0] ?? 0;
    ending = (character & LETTER) === 0 ? 0 : (ending << 5) | (character >> FOLDED_SHIFT);
  }
  return ending;
}

function visitAll(visits: readonly Visit[], text: string, at: number, end: number): void {
  for (const visit of visits) visit(text, at, end);
}

interface NumberVisitor {
  readonly minDigits: number;
  readonly minFirst: number;
  readonly maxFirst: number;
  readonly next: readonly number[] | undefined;
  readonly visit: Visit;
}

interface Tables {
  /** The index in `lists` of the visitors of a word, by the signature of its beginning; 0 if there are none. */
  readonly listOfWord: Uint8Array;
  readonly lists: readonly (readonly Visit[])[];
  /** Visitors by character. */
  readonly characters: (readonly Visit[] | undefined)[];
  readonly separators: (readonly Visit[] | undefined)[];
  readonly numbers: readonly NumberVisitor[];
  readonly runs: readonly { readonly minLength: number; readonly visit: Visit }[];
}

function tablesOf(visitors: readonly Visitor[]): Tables {
  const words = new Map<number, Visit[]>();
  const characters = new Map<number, Visit[]>();
  const separators = new Map<number, Visit[]>();
  const numbers: NumberVisitor[] = [];
  const runs: { minLength: number; visit: Visit }[] = [];
  for (const { anchor, visit } of visitors) {
    switch (anchor.at) {
      case "word":
        for (const signature of new Set(anchor.prefixes.flatMap(signaturesOf)))
          addTo(words, signature, visit);
        break;
      case "character":
        for (const character of anchor.characters) addTo(characters, character.charCodeAt(0), visit);
        break;
      case "separator":
        for (const character of anchor.characters) addTo(separators, character.charCodeAt(0), visit);
        break;
      case "number": {
        const [minFirst, maxFirst] = anchor.firstGroup;
        const next =
          anchor.next === undefined
            ? undefined
            : Array.from(anchor.next, (character) => character.charCodeAt(0));
        numbers.push({ minDigits: anchor.digits, minFirst, maxFirst, next, visit });
        break;
      }
      case "run":
        runs.push({ minLength: Math.max(anchor.length, MIN_RUN), visit });
    }
  }
  const lists: (readonly Visit[])[] = [[]];
  const indices = new Map<string, number>();
  const listOfWord = new Uint8Array(SIGNATURES);
  for (const [signature, visits] of words) {
    const key = visits.map((visit) => visitors.findIndex((visitor) => visitor.visit === visit)).join();
    const index = indices.get(key) ?? lists.push(visits) - 1;
    indices.set(key, index);
    listOfWord[signature] = index;
  }
  return { listOfWord, lists, characters: byCode(characters), separators: byCode(separators), numbers, runs };
}

function addTo(table: Map<number, Visit[]>, key: number, visit: Visit): void {
  const visits = table.get(key);
  if (visits) visits.push(visit);
  else table.set(key, [visit]);
}

function byCode(table: ReadonlyMap<number, Visit[]>): (readonly Visit[] | undefined)[] {
  return Array.from({ length: ASCII }, (_, code) => table.get(code));
}

/** The signatures of all words that start with a prefix, which may be shorter than a signature. */
function signaturesOf(prefix: string): readonly number[] {
  const first = characterTable.beginningOf(prefix);
  if (prefix.length >= 3) return [first];
  return Array.from({ length: 1 << (5 * (3 - prefix.length)) }, (_, rest) => first | rest);
}

/** Whether the bracket at `at` starts a colour code of a terminal, such as `[31m`. */
function isColorCode(codes: Uint16Array, at: number): boolean {
  let end = at + 1;
  while (end - at < MAX_COLOR_CODE && (isDigit(codes[end] ?? 0) || codes[end] === SEMICOLON)) end += 1;
  return codes[end] === SMALL_M || codes[end] === CAPITAL_K;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
