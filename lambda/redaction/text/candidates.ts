import { endsLikeName } from "../keys/name-endings";
import { CHARACTERS, FOLDED, isDigit, WORD } from "./characters";
import { BEHIND_NAME_SHIFT, MAX_GROUP, pairOf, type Reader, type ScanTables } from "./scan-tables";
import { isGroupOfUuid } from "./uuid";

// Constants of this module, because code that is not bundled looks up an import at each use.
const endsWithName = endsLikeName;
const findPair = pairOf;
const isDigitCode = isDigit;
const isUuid = isGroupOfUuid;

/** What the scan calls at a candidate. `end` is the end of the run, the number or the word at this position. */
export type Visit = (detector: number, text: string, at: number, end: number) => void;

/** Calls the detectors of a candidate, if the text around it meets their conditions. */
export interface Candidates {
  /** @param list of {@link ScanTables.wordReaders} */
  readonly word: (text: string, codes: Uint16Array, at: number, list: number) => void;
  readonly run: (text: string, codes: Uint16Array, from: number, to: number, following: number) => void;
  /**
   * Reads at each group of digits in a number.
   *
   * @param digits how many the number has
   */
  readonly number: (
    text: string,
    codes: Uint16Array,
    from: number,
    to: number,
    digits: number,
    hasDot: boolean,
  ) => void;
  /** @param lists of {@link ScanTables.listsOfSign} */
  readonly sign: (text: string, codes: Uint16Array, at: number, lists: number, mayEndName: boolean) => void;
}

export function createCandidates(tables: ScanTables, visit: Visit): Candidates {
  const { wordReaders, signReaders, listOfNumber, numberReaders, runs, minDigits, minDottedDigits } = tables;

  function visitEach(readers: readonly Reader[], text: string, codes: Uint16Array, at: number): void {
    for (const { index, mayMatch } of readers)
      if (mayMatch === undefined || mayMatch(codes, at, at + 1)) visit(index, text, at, at + 1);
  }

  function visitGroup(
    text: string,
    codes: Uint16Array,
    at: number,
    to: number,
    digits: number,
    list: number,
  ): void {
    for (const { index, minDigits, mayMatch } of numberReaders[list] ?? [])
      // Groups of a UUID are none of a card or an identity document, although their check digit is right now and then.
      if (digits >= minDigits && (mayMatch === undefined || mayMatch(codes, at, to)) && !isUuid(text, at))
        visit(index, text, at, to);
  }

  return {
    word(text, codes, at, list) {
      for (const { index, beginnings, mayMatch } of wordReaders[list] ?? []) {
        if (!startsWithAny(codes, at, beginnings)) continue;
        const end = endOfWord(codes, at);
        if (mayMatch === undefined || mayMatch(codes, at, end)) visit(index, text, at, end);
      }
    },
    run(text, codes, from, to, following) {
      for (const { index, minLength, next, mayMatch } of runs)
        if (
          to - from >= minLength &&
          (next === undefined || next[following] === 1) &&
          (mayMatch === undefined || mayMatch(codes, from, to))
        )
          visit(index, text, from, to);
    },
    number(text, codes, from, to, digits, hasDot) {
      const least = hasDot ? minDottedDigits : minDigits;
      let left = digits;
      for (let at = from; left >= least;) {
        if (!isDigitCode(codes[at] ?? 0)) {
          at += 1;
          continue;
        }
        let end = at + 1;
        while (end < to && isDigitCode(codes[end] ?? 0)) end += 1;
        const length = end - at;
        const list = length <= MAX_GROUP ? (listOfNumber[findPair(length, codes[end] ?? 0)] ?? 0) : 0;
        if (list !== 0) visitGroup(text, codes, at, to, left, list);
        left -= length;
        at = end;
      }
    },
    sign(text, codes, at, lists, mayEndName) {
      if (mayEndName && lists > ANYWHERE && endsWithName(codes, at))
        visitEach(signReaders[lists >> BEHIND_NAME_SHIFT] ?? [], text, codes, at);
      if ((lists & ANYWHERE) !== 0) visitEach(signReaders[lists & ANYWHERE] ?? [], text, codes, at);
    },
  };
}
/** Mask of the list of detectors that read at each sign, also behind no name. */
const ANYWHERE = (1 << BEHIND_NAME_SHIFT) - 1;

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
