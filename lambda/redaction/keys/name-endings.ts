import { CHARACTERS, FOLDED, FOREIGN, LETTER } from "../text/characters";
import { SENSITIVE_NAMES, SUFFIXES } from "./sensitive-names";

/** The most characters between a name and its separator: quotes, brackets, spaces and digits. */
export const MAX_BEHIND_NAME = 16;
/** The most characters of a name, with what separates its words. */
const MAX_NAME = 128;
/** The most suffixes of a name, such as `_value_hex`, that are read. */
const MAX_SUFFIXES = 4;

const LETTERS = 32;
const ENDS_NAME = 1;
const ENDS_SUFFIX = 2;

/** The names and suffixes, from their last letter to their first: the next node by node and letter. */
interface Trie {
  readonly next: Uint16Array;
  /** ENDS_NAME, ENDS_SUFFIX, both or neither, by node. */
  readonly ends: Uint8Array;
}

const TRIE = createTrie();

/** The last two letters of names and suffixes: 1 for each pair of folded codes, and for each that ends with a short one. */
export const ENDS_OF_NAMES = Uint8Array.from({ length: LETTERS * LETTERS }, (_, pair) => {
  const { next, ends } = TRIE;
  const last = next[pair % LETTERS] ?? 0;
  return (ends[last] ?? 0) !== 0 || (last !== 0 && next[last * LETTERS + Math.floor(pair / LETTERS)] !== 0)
    ? 1
    : 0;
});

/**
 * Whether the key before a separator at `at` ends like a sensitive name, in any notation, or belongs to another script.
 * True for every key that is sensitive, and for few others, so that hardly any key is read in vain.
 */
export function endsLikeName(codes: Uint16Array, at: number): boolean {
  const first = Math.max(0, at - MAX_BEHIND_NAME);
  let end = at;
  while (end > first) {
    const character = CHARACTERS[codes[end - 1] ?? 0] ?? 0;
    if ((character & LETTER) !== 0) return endsWithName(codes, end, 0);
    if ((character & FOREIGN) !== 0) return true;
    end -= 1;
  }
  return false;
}

function endsWithName(codes: Uint16Array, end: number, suffixes: number): boolean {
  const { next, ends } = TRIE;
  const first = Math.max(0, end - MAX_NAME);
  let node = 0;
  for (let at = end - 1; at >= first; at -= 1) {
    const character = CHARACTERS[codes[at] ?? 0] ?? 0;
    if ((character & LETTER) === 0) {
      if ((character & FOREIGN) !== 0) return true;
      continue;
    }
    node = next[node * LETTERS + (character & FOLDED)] ?? 0;
    if (node === 0) return false;
    const ended = ends[node] ?? 0;
    if ((ended & ENDS_NAME) !== 0) return true;
    if ((ended & ENDS_SUFFIX) !== 0 && (suffixes === MAX_SUFFIXES || endsWithName(codes, at, suffixes + 1)))
      return true;
  }
  return end > MAX_NAME;
}

function createTrie(): Trie {
  const allNames = SENSITIVE_NAMES.flatMap((row) => row.names);
  const names = allNames.filter((name) => /^[a-z\d ]+$/.test(name));
  // A letter beyond ASCII may belong to any name, so that of such names only the letters behind it are looked up.
  const tails = allNames.flatMap((name) => /[^a-z\d ](?<tail>[a-z]+)$/.exec(name)?.groups?.["tail"] ?? []);
  const maxNodes = [...names, ...tails, ...SUFFIXES].reduce((sum, word) => sum + word.length + "s".length, 1);
  const next = new Uint16Array(maxNodes * LETTERS);
  const ends = new Uint8Array(maxNodes);
  let nodes = 1;
  const add = (word: string, kind: number) => {
    let node = 0;
    for (let at = word.length - 1; at >= 0; at -= 1) {
      const character = CHARACTERS[word.charCodeAt(at)] ?? 0;
      if ((character & LETTER) === 0) continue;
      const edge = node * LETTERS + (character & FOLDED);
      if (next[edge] === 0) {
        next[edge] = nodes;
        nodes += 1;
      }
      node = next[edge] ?? 0;
    }
    ends[node] = (ends[node] ?? 0) | kind;
  };
  for (const name of names) {
    add(name, ENDS_NAME);
    add(`${name}s`, ENDS_NAME);
  }
  for (const suffix of SUFFIXES) add(suffix, ENDS_SUFFIX);
  for (const tail of tails) add(tail, 0);
  return { next: next.slice(0, nodes * LETTERS), ends: ends.slice(0, nodes) };
}
