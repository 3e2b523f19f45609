import { DETECTORS } from "../../../../lambda/redaction/detectors";
import type { Anchor } from "../../../../lambda/redaction/detectors/detector";
import { beginningOf, SIGNATURES } from "../../../../lambda/redaction/text/characters";
import { BEHIND_NAME_SHIFT, createScanTables, pairOf } from "../../../../lambda/redaction/text/scan-tables";

const ANCHORS = DETECTORS.map(({ anchor }) => anchor);
const TABLES = createScanTables(ANCHORS);
/** Without the last one, which stands for all characters beyond ASCII, too. */
const ASCII = Array.from({ length: 127 }, (_, code) => String.fromCharCode(code));

const PAIRS = ASCII.flatMap((character) => ASCII.map((next) => [character, next] as const));

/** The detectors that read at each pair, anywhere or behind a name. */
function read(listOf: (lists: number) => number): readonly (readonly number[])[] {
  return PAIRS.map(([character, next]) => {
    const lists = TABLES.listsOfSign[pairOf(character.charCodeAt(0), next.charCodeAt(0))] ?? 0;
    return (TABLES.signReaders[listOf(lists)] ?? []).map(({ index }) => index);
  });
}

test("at each pair of characters the detectors behind a name are those whose anchor names it", () => {
  expect(read((lists) => lists >> BEHIND_NAME_SHIFT)).toEqual(
    PAIRS.map(([character, next]) =>
      detectorsThat((anchor) => anchor.at === "separator" && followers(anchor, character, next)),
    ),
  );
});

test("at each pair of characters the other detectors are those whose anchor names it", () => {
  expect(read((lists) => lists & ((1 << BEHIND_NAME_SHIFT) - 1))).toEqual(
    PAIRS.map(([character, next]) =>
      detectorsThat(
        (anchor) =>
          anchor.at === "character" &&
          anchor.characters.includes(character) &&
          (anchor.next ?? next).includes(next),
      ),
    ),
  );
});

test("no list of detectors has an index with more bits than are left for it", () => {
  expect(TABLES.signReaders.length).toBeLessThan(1 << BEHIND_NAME_SHIFT);
});

test("at each beginning of a word the detectors are those with a prefix that begins like it", () => {
  const read = Array.from({ length: SIGNATURES }, (_, signature) =>
    (TABLES.wordReaders[TABLES.listOfWord[signature] ?? 0] ?? []).map(({ index }) => index),
  );
  const beginnings = ANCHORS.map((anchor) => (anchor.at === "word" ? anchor.prefixes.map(beginning) : []));
  const expected = read.map((_, signature) =>
    beginnings.flatMap((of, index) =>
      of.some(({ bits, unread }) => signature >> unread === bits) ? [index] : [],
    ),
  );
  expect(read).toEqual(expected);
});

function detectorsThat(read: (anchor: Anchor) => boolean): readonly number[] {
  return ANCHORS.flatMap((anchor, index) => (read(anchor) ? [index] : []));
}

function followers(anchor: Anchor & { at: "separator" }, character: string, next: string): boolean {
  return character in anchor.separators && (anchor.separators[character] ?? next).includes(next);
}

/** The bits of a signature that a prefix determines: it may be shorter than the three characters of a signature. */
function beginning(prefix: string): { readonly bits: number; readonly unread: number } {
  const unread = 5 * Math.max(0, 3 - prefix.length);
  return { bits: beginningOf(prefix) >> unread, unread };
}
