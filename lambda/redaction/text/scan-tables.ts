import type { Anchor } from "../detectors/detector";
import { beginningOf, foldedCode, SIGNATURES } from "./characters";

/** The shortest run that is a candidate, in characters. */
export const MIN_RUN = 13;
const ASCII = 128;

/** A detector, by its index, and the beginnings of words that it reads, as folded codes. */
interface WordReader {
  readonly index: number;
  readonly beginnings: readonly Uint8Array[];
}

/** A detector, by its index, and the characters that may follow its own: 1 for each; undefined for any. */
interface CharacterReader {
  readonly index: number;
  readonly next: Uint8Array | undefined;
}

/** A detector that reads at a sign: behind a name only, or if the same sign stands `again` characters later. */
interface SignReader {
  readonly index: number;
  readonly isBehindName: boolean;
  /** 0 for no such condition. */
  readonly again: number;
}

interface NumberReader extends CharacterReader {
  readonly minDigits: number;
}

interface RunReader extends CharacterReader {
  readonly minLength: number;
}

/** Which detectors read at which candidates. Detectors are indices into the list of which the tables were made. */
export interface ScanTables {
  /** The index in `wordReaders` for the signature of the beginning of a word; 0 if no detector reads there. */
  readonly listOfWord: Uint16Array;
  readonly wordReaders: readonly (readonly WordReader[])[];
  /** The index in `signReaders` for a sign and what follows it, see {@link pairOf}; 0 if no detector reads there. */
  readonly listOfSign: Uint16Array;
  readonly signReaders: readonly (readonly SignReader[])[];
  /** By the length of a group of digits. */
  readonly numbers: readonly (readonly NumberReader[])[];
  readonly runs: readonly RunReader[];
}

/** Takes a millisecond, because a function makes the tables while it starts. */
export function createScanTables(anchors: readonly Anchor[]): ScanTables {
  return {
    ...tableOfWords(anchors),
    ...tableOfSigns(anchors),
    numbers: tableOfNumbers(anchors),
    runs: tableOfRuns(anchors),
  };
}

/** The position in a table of an ASCII character and the one that follows it. All others count as the last of ASCII. */
export function pairOf(code: number, following: number): number {
  return (code << 7) | (following < ASCII ? following : ASCII - 1);
}

const ALL = Array.from({ length: ASCII }, (_, code) => code);

/** The detectors of a sign, those behind names first. Pairs with the same detectors share a list. */
function tableOfSigns(anchors: readonly Anchor[]) {
  const signReaders: (readonly SignReader[])[] = [[]];
  const listOfSign = new Uint16Array(ASCII * ASCII);
  const addReader = (reader: SignReader, signs: readonly (readonly [string, string | undefined])[]) => {
    const longerLists = new Map<number, number>();
    for (const [character, next] of signs)
      for (const follower of next === undefined ? ALL : codesOf(next)) {
        const pair = pairOf(character.charCodeAt(0), follower);
        const list = listOfSign[pair] ?? 0;
        const longer = longerLists.get(list) ?? signReaders.push([...(signReaders[list] ?? []), reader]) - 1;
        longerLists.set(list, longer);
        listOfSign[pair] = longer;
      }
  };
  for (const [index, anchor] of anchors.entries())
    if (anchor.at === "separator")
      addReader({ index, isBehindName: true, again: 0 }, Object.entries(anchor.separators));
  for (const [index, anchor] of anchors.entries())
    if (anchor.at === "character")
      addReader(
        { index, isBehindName: false, again: anchor.again ?? 0 },
        Array.from(anchor.characters, (character) => [character, anchor.next]),
      );
  return { listOfSign, signReaders };
}

function codesOf(characters: string): readonly number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

/** Each prefix stands under the signatures of all words that start with it. */
function tableOfWords(anchors: readonly Anchor[]) {
  const wordReaders: { readonly index: number; readonly beginnings: Uint8Array[] }[][] = [[]];
  const listOfWord = new Uint16Array(SIGNATURES);
  for (const [index, anchor] of anchors.entries()) {
    if (anchor.at !== "word") continue;
    for (const prefix of anchor.prefixes) {
      const beginning = foldedCodesOf(prefix);
      const first = beginningOf(prefix);
      const last = prefix.length < 3 ? first + (1 << (5 * (3 - prefix.length))) - 1 : first;
      for (let signature = first; signature <= last; signature += 1) {
        if (listOfWord[signature] === 0) listOfWord[signature] = wordReaders.push([]) - 1;
        const readers = wordReaders[listOfWord[signature] ?? 0] ?? [];
        const reader = readers.at(-1);
        if (reader?.index === index) reader.beginnings.push(beginning);
        else readers.push({ index, beginnings: [beginning] });
      }
    }
  }
  return { listOfWord, wordReaders };
}

function foldedCodesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = foldedCode(text.charCodeAt(at));
  return codes;
}

function tableOfNumbers(anchors: readonly Anchor[]): readonly (readonly NumberReader[])[] {
  const numbers: NumberReader[][] = [];
  for (const [index, anchor] of anchors.entries()) {
    if (anchor.at !== "number") continue;
    const [min, max] = anchor.firstGroup;
    const reader = { index, minDigits: anchor.digits, next: setOf(anchor.next) };
    for (let length = min; length <= max; length += 1) (numbers[length] ??= []).push(reader);
  }
  return Array.from(numbers, (readers: readonly NumberReader[] | undefined) => readers ?? []);
}

function tableOfRuns(anchors: readonly Anchor[]): readonly RunReader[] {
  return Array.from(anchors.entries()).flatMap(([index, anchor]) =>
    anchor.at === "run"
      ? { index, minLength: Math.max(anchor.length, MIN_RUN), next: setOf(anchor.next) }
      : [],
  );
}

function setOf(characters: string | undefined): Uint8Array | undefined {
  if (characters === undefined) return undefined;
  const set = new Uint8Array(ASCII);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}
