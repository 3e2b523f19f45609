import { ENDS_OF_NAMES, endsLikeName } from "../../../../lambda/redaction/keys/name-endings";
import { classifyKey } from "../../../../lambda/redaction/keys/sensitive-keys";
import { SENSITIVE_NAMES, SUFFIXES } from "../../../../lambda/redaction/keys/sensitive-names";

const NAMES = SENSITIVE_NAMES.flatMap(({ names }) => names);
const ASCII_NAMES = NAMES.filter((name) => /^[a-z\d ]+$/.test(name));
const ENDINGS = [...ASCII_NAMES, ...ASCII_NAMES.map((name) => `${name}s`), ...SUFFIXES].map((name) =>
  name.replace(/[^a-z]/g, ""),
);

/** Whether the text ends like a sensitive name. */
const ends = (text: string) =>
  endsLikeName(
    Uint16Array.from(`${text}\0`, (character) => character.charCodeAt(0)),
    text.length,
  );

test.each([
  ["its words without separators", (name: string) => name.replaceAll(" ", "")],
  ["underscores", (name: string) => name.replaceAll(" ", "_")],
  ["upper case", (name: string) => name.toUpperCase()],
  ["a word in front", (name: string) => `my_${name}`],
  ["a plural", (name: string) => `${name}s`],
  ["four suffixes", (name: string) => `${name}_value_value_value_value`],
  ["more than four suffixes", (name: string) => `${name}_value_value_value_value_value`],
  ["a digit and quotes behind it", (name: string) => `${name}2"'])`],
])("every sensitive name with %s ends like one", (_, write) => {
  expect(NAMES.filter((name) => !ends(write(name)))).toEqual([]);
});

test("every key that is sensitive ends like a sensitive name", () => {
  const keys = NAMES.flatMap((name) => [...SUFFIXES].map((suffix) => `${name}_${suffix}`));
  expect(keys.filter((key) => classifyKey(key) !== undefined && !ends(key))).toEqual([]);
});

test.each(["", "_", "17", "stock", "quantity", "level", "word", "assword", "passwords_s", "value", "xvalue"])(
  "%j does not end like a sensitive name",
  (text) => {
    expect(ends(text)).toBe(false);
  },
);

test("sixteen characters may stand behind a name", () => {
  expect(ends(`password${"-".repeat(15)}`)).toBe(true);
  expect(ends(`password${"-".repeat(16)}`)).toBe(false);
});

test("a letter of another script may belong to a name", () => {
  for (const text of ["\u043f\u0430\u0440\u043e\u043b\u044c", "\u043f-", "\u043fvalue"])
    expect(ends(text)).toBe(true);
  for (const text of ["\u043fstock", "stock"]) expect(ends(text)).toBe(false);
});

test("a name is read up to 128 characters", () => {
  const separated = (length: number) => `x${"-".repeat(length)}value`;
  expect(ends(separated(100))).toBe(false);
  expect(ends(separated(123))).toBe(true);
});

test("the pairs of letters at the end of a name are those of the names and suffixes", () => {
  const LETTERS = "abcdefghijklmnopqrstuvwxyz";
  for (const before of LETTERS)
    for (const last of LETTERS) {
      const pair = before + last;
      const isEnd = ENDINGS.some((ending) => ending.endsWith(pair) || ending === last);
      const folded = (before.charCodeAt(0) & 31) * 32 + (last.charCodeAt(0) & 31);
      expect([pair, ENDS_OF_NAMES[folded]]).toEqual([pair, isEnd ? 1 : 0]);
    }
});
