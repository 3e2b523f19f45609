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

/** Takes a millisecond, because a function makes the tables while it starts. */
export function createScanTables(anchors: readonly Anchor[]): ScanTables {
  const words = createWordTable();
  const signs = createPairTable<Reader>(ASCII);
  const separators = createPairTable<Reader>(ASCII);
  const numbers = createPairTable<NumberReader>(MAX_GROUP + 1);
  const runs: RunReader[] = [];
  let minDigits = MAX_DIGITS;
  let minDottedDigits = MAX_DIGITS;
  for (const [index, anchor] of anchors.entries()) {
    const reader = { index, mayMatch: anchor.mayMatch };
    switch (anchor.at) {
      case "word":
        for (const prefix of anchor.prefixes) words.add(prefix, reader);
        break;
      case "character":
        signs.add(
          reader,
          codesOf(anchor.characters).map((code) => [code, anchor.next]),
        );
        break;
      case "separator":
        separators.add(
          reader,
          Object.entries(anchor.separators).map(([character, next]) => [character.charCodeAt(0), next]),
        );
        break;
      case "number": {
        const [min, max] = anchor.firstGroup;
        const lengths = Array.from({ length: max - min + 1 }, (_, more) => min + more);
        numbers.add(
          { ...reader, minDigits: anchor.digits },
          lengths.map((length) => [length, anchor.next]),
        );
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
    ...{ listOfWord: words.listOfWord, wordReaders: words.readers },
    ...tableOfSigns(signs, separators),
    ...{ listOfNumber: Uint8Array.from(numbers.listOf), numberReaders: numbers.readers },
    ...{ runs, minDigits, minDottedDigits },
  };
}

/** The position in a table of a code or a length, and the character that follows. All beyond ASCII count as its last. */
export function pairOf(code: number, following: number): number {
  return ((code < ASCII ? code : ASCII - 1) << 7) | (following < ASCII ? following : ASCII - 1);
}

/** A code or a length, and the characters that may follow; undefined for any. */
type Pairs = readonly (readonly [code: number, next: string | undefined])[];

/** Readers by pair, see {@link pairOf}. Pairs with the same readers share a list; that of no reader is 0. */
interface PairTable<Reading> {
  readonly listOf: Uint16Array;
  readonly readers: readonly (readonly Reading[])[];
  readonly add: (reader: Reading, pairs: Pairs) => void;
}

function createPairTable<Reading>(codes: number): PairTable<Reading> {
  const listOf = new Uint16Array(codes * ASCII);
  const readers: (readonly Reading[])[] = [[]];
  return {
    listOf,
    readers,
    add: (reader, pairs) => {
      const longerLists = new Map<number, number>();
      for (const [code, next] of pairs)
        for (const follower of next === undefined ? ALL : codesOf(next)) {
          const pair = pairOf(code, follower);
          const list = listOf[pair] ?? 0;
          const longer = longerLists.get(list) ?? readers.push([...(readers[list] ?? []), reader]) - 1;
          longerLists.set(list, longer);
          listOf[pair] = longer;
        }
    },
  };
}

const ALL = Array.from({ length: ASCII }, (_, code) => code);

function codesOf(characters: string): readonly number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

function tableOfSigns(signs: PairTable<Reader>, separators: PairTable<Reader>) {
  const first = signs.readers.length - 1;
  const listsOfSign = signs.listOf.map((list, pair) => {
    const behindName = separators.listOf[pair] ?? 0;
    return behindName === 0 ? list : list | ((behindName + first) << BEHIND_NAME_SHIFT);
  });
  return { listsOfSign, signReaders: [...signs.readers, ...separators.readers.slice(1)] };
}

/** Each prefix stands under the signatures of all words that start with it. */
function createWordTable() {
  const listOfWord = new Uint16Array(SIGNATURES);
  const readers: (Reader & { readonly beginnings: Uint8Array[] })[][] = [[]];
  return {
    listOfWord,
    readers,
    add: (prefix: string, reader: Reader): void => {
      const beginning = Uint8Array.from(prefix, (character) => foldedCode(character.charCodeAt(0)));
      const first = beginningOf(prefix);
      const last = prefix.length < 3 ? first + (1 << (5 * (3 - prefix.length))) - 1 : first;
      for (let signature = first; signature <= last; signature += 1) {
        if (listOfWord[signature] === 0) listOfWord[signature] = readers.push([]) - 1;
        const ofWord = readers[listOfWord[signature] ?? 0] ?? [];
        const previous = ofWord.at(-1);
        if (previous?.index === reader.index) previous.beginnings.push(beginning);
        else ofWord.push({ ...reader, beginnings: [beginning] });
      }
    },
  };
}
