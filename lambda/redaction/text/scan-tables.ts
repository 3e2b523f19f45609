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

export function createScanTables(anchors: readonly Anchor[]): ScanTables {
  const words = new Map<number, Map<number, Uint8Array[]>>();
  const signs: SignReader[][] = [];
  const addSign = (character: string, next: string | undefined, reader: SignReader) => {
    const followers = next === undefined ? ALL : Array.from(next, (follower) => follower.charCodeAt(0));
    for (const follower of followers) (signs[pairOf(character.charCodeAt(0), follower)] ??= []).push(reader);
  };
  const numbers: NumberReader[][] = [];
  const runs: RunReader[] = [];
  for (const [index, anchor] of anchors.entries()) {
    switch (anchor.at) {
      case "word":
        for (const prefix of anchor.prefixes) addWord(words, index, prefix);
        break;
      case "character":
        for (const character of anchor.characters)
          addSign(character, anchor.next, { index, isBehindName: false, again: anchor.again ?? 0 });
        break;
      case "separator":
        for (const [character, next] of Object.entries(anchor.separators))
          addSign(character, next, { index, isBehindName: true, again: 0 });
        break;
      case "number": {
        const [min, max] = anchor.firstGroup;
        const reader = { index, minDigits: anchor.digits, next: setOf(anchor.next) };
        for (let length = min; length <= max; length += 1) (numbers[length] ??= []).push(reader);
        break;
      }
      case "run":
        runs.push({ index, minLength: Math.max(anchor.length, MIN_RUN), next: setOf(anchor.next) });
    }
  }
  return { ...tableOfWords(words), ...tableOfSigns(signs), numbers: Array.from(numbers, listOrNone), runs };
}

function listOrNone<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return list ?? [];
}

/** The position in a table of an ASCII character and the one that follows it. All others count as the last of ASCII. */
export function pairOf(code: number, following: number): number {
  return (code << 7) | (following < ASCII ? following : ASCII - 1);
}
const ALL = Array.from({ length: ASCII }, (_, code) => code);

/** The detectors of a sign, those behind names first. */
function tableOfSigns(signs: readonly (readonly SignReader[] | undefined)[]) {
  const signReaders: (readonly SignReader[])[] = [[]];
  const indices = new Map<string, number>();
  const listOfSign = new Uint16Array(ASCII * ASCII);
  for (const [pair, readers] of signs.entries()) {
    if (readers === undefined) continue;
    const sorted = readers.toSorted((one, other) => Number(other.isBehindName) - Number(one.isBehindName));
    const key = JSON.stringify(sorted);
    const list = indices.get(key) ?? signReaders.push(sorted) - 1;
    indices.set(key, list);
    listOfSign[pair] = list;
  }
  return { listOfSign, signReaders };
}

/** Adds a prefix under the signatures of all words that start with it. */
function addWord(words: Map<number, Map<number, Uint8Array[]>>, index: number, prefix: string): void {
  const beginning = Uint8Array.from(prefix, (character) => foldedCode(character.charCodeAt(0)));
  const first = beginningOf(prefix);
  const last = prefix.length < 3 ? first + (1 << (5 * (3 - prefix.length))) - 1 : first;
  for (let signature = first; signature <= last; signature += 1) {
    const ofWord = words.get(signature) ?? new Map<number, Uint8Array[]>();
    words.set(signature, ofWord);
    const known = ofWord.get(index);
    if (known) known.push(beginning);
    else ofWord.set(index, [beginning]);
  }
}

function tableOfWords(words: ReadonlyMap<number, ReadonlyMap<number, readonly Uint8Array[]>>) {
  const wordReaders: (readonly WordReader[])[] = [[]];
  const indices = new Map<string, number>();
  const listOfWord = new Uint16Array(SIGNATURES);
  for (const [signature, ofWord] of words) {
    const readers = Array.from(ofWord, ([index, beginnings]) => ({ index, beginnings }));
    const key = readers.map(({ index, beginnings }) => `${index} ${beginnings.join(" ")}`).join();
    const list = indices.get(key) ?? wordReaders.push(readers) - 1;
    indices.set(key, list);
    listOfWord[signature] = list;
  }
  return { listOfWord, wordReaders };
}

function setOf(characters: string | undefined): Uint8Array | undefined {
  if (characters === undefined) return undefined;
  const set = new Uint8Array(ASCII);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}
