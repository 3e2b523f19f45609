import type { Anchor, MayMatch } from "../detectors/detector";
import { beginningOf, foldedCode, setOfCodes, SIGNATURES } from "./characters";

/** The shortest run that is a candidate, in characters. */
export const MIN_RUN = 13;
/** The longest group of digits that is a candidate. */
export const MAX_GROUP = 19;
/** More digits than any detector needs. */
const MAX_DIGITS = 100;
/** Bits of an index in the readers of signs. */
export const BEHIND_NAME_SHIFT = 8;
const ASCII = 128;

/** A detector, by its index, and its check of a candidate; undefined if it reads at each. */
export interface Reader {
  readonly index: number;
  readonly mayMatch: MayMatch | undefined;
}

/** A detector, and the beginnings of words that it reads, as folded codes. */
interface WordReader extends Reader {
  readonly beginnings: readonly Uint8Array[];
}

interface NumberReader extends Reader {
  readonly minDigits: number;
}

/** A detector that reads at a run. `next` contains the characters that may follow: 1 for each; undefined for any. */
interface RunReader extends Reader {
  readonly minLength: number;
  readonly next: Uint8Array | undefined;
}

/** Which detectors read at which candidates. Detectors are indices into the list of which the tables were made. */
export interface ScanTables {
  /** The index in `wordReaders` for the signature of the beginning of a word; 0 if no detector reads there. */
  readonly listOfWord: Uint16Array;
  readonly wordReaders: readonly (readonly WordReader[])[];
  /**
   * Two indices in `signReaders` for a sign and what follows it, see {@link pairOf}: of the detectors that read anywhere,
   * and, shifted by BEHIND_NAME_SHIFT, of those that read behind a name. 0 if no detector reads there.
   */
  readonly listsOfSign: Uint16Array;
  readonly signReaders: readonly (readonly Reader[])[];
  /** The index in `numberReaders` for the length of a group and what follows it, see {@link pairOf}. */
  readonly listOfNumber: Uint8Array;
  readonly numberReaders: readonly (readonly NumberReader[])[];
  /** The fewest digits of a number that is a candidate, and of one with a dot. */
  readonly minDigits: number;
  readonly minDottedDigits: number;
  readonly runs: readonly RunReader[];
}

export function createScanTables(anchors: readonly Anchor[]): ScanTables {
  const words = new Map<number, Map<number, WordReader>>();
  const signs = new PairTable<Reader>();
  const separators = new PairTable<Reader>();
  const numbers = new PairTable<NumberReader>();
  const runs: RunReader[] = [];
  let minDigits = MAX_DIGITS;
  let minDottedDigits = MAX_DIGITS;
  for (const [index, anchor] of anchors.entries()) {
    const reader = { index, mayMatch: anchor.mayMatch };
    switch (anchor.at) {
      case "word":
        for (const prefix of anchor.prefixes) addWord(words, reader, prefix);
        break;
      case "character":
        for (const character of anchor.characters) signs.add(character.charCodeAt(0), anchor.next, reader);
        break;
      case "separator":
        for (const [character, next] of Object.entries(anchor.separators))
          separators.add(character.charCodeAt(0), next, reader);
        break;
      case "number": {
        const [min, max] = anchor.firstGroup;
        for (let length = min; length <= max; length += 1)
          numbers.add(length, anchor.next, { ...reader, minDigits: anchor.digits });
        minDottedDigits = Math.min(minDottedDigits, anchor.digits);
        if (anchor.next !== ".") minDigits = Math.min(minDigits, anchor.digits);
        break;
      }
      case "run":
        runs.push({
          ...reader,
          minLength: Math.max(anchor.length, MIN_RUN),
          next: anchor.next === undefined ? undefined : setOfCodes(anchor.next),
        });
    }
  }
  return {
    ...tableOfWords(words),
    ...tableOfSigns(signs, separators),
    ...tableOfNumbers(numbers),
    runs,
    minDigits,
    minDottedDigits,
  };
}

/** The position in a table of a code or a length, and the character that follows. All beyond ASCII count as its last. */
export function pairOf(code: number, following: number): number {
  return ((code < ASCII ? code : ASCII - 1) << 7) | (following < ASCII ? following : ASCII - 1);
}

/** Readers by pair, see {@link pairOf}. */
class PairTable<Reading extends Reader> {
  private readonly readers: (Reading[] | undefined)[] = [];

  /** @param next the characters that may follow; undefined for any */
  public add(code: number, next: string | undefined, reader: Reading): void {
    const followers = next === undefined ? ALL : Array.from(next, (follower) => follower.charCodeAt(0));
    for (const follower of followers) (this.readers[pairOf(code, follower)] ??= []).push(reader);
  }

  /** Adds the lists of readers to others, equal lists once, and calls `setIndex` for each pair with that of its list. */
  public addTo(lists: (readonly Reading[])[], setIndex: (pair: number, index: number) => void): void {
    const indices = new Map<string, number>();
    for (const [pair, readers] of this.readers.entries()) {
      if (readers === undefined) continue;
      const key = readers.map(({ index }) => index).join();
      const index = indices.get(key) ?? lists.push(readers) - 1;
      indices.set(key, index);
      setIndex(pair, index);
    }
  }
}
const ALL = Array.from({ length: ASCII }, (_, code) => code);

function tableOfSigns(signs: PairTable<Reader>, separators: PairTable<Reader>) {
  const listsOfSign = new Uint16Array(ASCII * ASCII);
  const signReaders: (readonly Reader[])[] = [[]];
  signs.addTo(signReaders, (pair, list) => {
    listsOfSign[pair] = list;
  });
  separators.addTo(signReaders, (pair, list) => {
    listsOfSign[pair] = (listsOfSign[pair] ?? 0) | (list << BEHIND_NAME_SHIFT);
  });
  return { listsOfSign, signReaders };
}

function tableOfNumbers(numbers: PairTable<NumberReader>) {
  const listOfNumber = new Uint8Array((MAX_GROUP + 1) * ASCII);
  const numberReaders: (readonly NumberReader[])[] = [[]];
  numbers.addTo(numberReaders, (pair, list) => {
    listOfNumber[pair] = list;
  });
  return { listOfNumber, numberReaders };
}

/** Adds a prefix under the signatures of all words that start with it. */
function addWord(words: Map<number, Map<number, WordReader>>, reader: Reader, prefix: string): void {
  const beginning = Uint8Array.from(prefix, (character) => foldedCode(character.charCodeAt(0)));
  const first = beginningOf(prefix);
  const last = prefix.length < 3 ? first + (1 << (5 * (3 - prefix.length))) - 1 : first;
  for (let signature = first; signature <= last; signature += 1) {
    const ofWord = words.get(signature) ?? new Map<number, WordReader>();
    words.set(signature, ofWord);
    const { beginnings } = ofWord.get(reader.index) ?? { beginnings: [] };
    ofWord.set(reader.index, { ...reader, beginnings: [...beginnings, beginning] });
  }
}

function tableOfWords(words: ReadonlyMap<number, ReadonlyMap<number, WordReader>>) {
  const wordReaders: (readonly WordReader[])[] = [[]];
  const indices = new Map<string, number>();
  const listOfWord = new Uint16Array(SIGNATURES);
  for (const [signature, ofWord] of words) {
    const readers = [...ofWord.values()];
    const key = readers.map(({ index, beginnings }) => `${index} ${beginnings.join(" ")}`).join();
    const list = indices.get(key) ?? wordReaders.push(readers) - 1;
    indices.set(key, list);
    listOfWord[signature] = list;
  }
  return { listOfWord, wordReaders };
}
