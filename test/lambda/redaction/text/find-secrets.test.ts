import type { Anchor, Detector } from "../../../../lambda/redaction/detectors/detector";
import {
  type AttributedSecret,
  createSecretFinder,
  mergeOverlaps,
} from "../../../../lambda/redaction/text/find-secrets";
import {
  MAY_HAVE_BASE64,
  MAY_HAVE_DISGUISES,
  MAY_HAVE_ESCAPES,
} from "../../../../lambda/redaction/text/scan";

function secret(from: number, to: number, more: Partial<AttributedSecret> = {}): AttributedSecret {
  return { kind: "token", detector: "made up", from, to, ...more };
}

const merged = (...found: readonly AttributedSecret[]) =>
  mergeOverlaps("x".repeat(40), found).map(({ from, to, kind }) => [from, to, kind]);

test("secrets are sorted by position", () => {
  expect(merged(secret(20, 30), secret(0, 5))).toEqual([
    [0, 5, "token"],
    [20, 30, "token"],
  ]);
});

test("secrets that touch are not merged", () => {
  expect(merged(secret(0, 5), secret(5, 9))).toHaveLength(2);
});

test("overlapping secrets become one, of the kind of the widest", () => {
  expect(merged(secret(0, 5, { kind: "email" }), secret(4, 20, { kind: "card" }))).toEqual([[0, 20, "card"]]);
  expect(merged(secret(0, 16, { kind: "email" }), secret(15, 20, { kind: "card" }))).toEqual([
    [0, 20, "email"],
  ]);
});

test("a secret within another one takes nothing away from it", () => {
  expect(merged(secret(0, 20, { kind: "email" }), secret(5, 9, { kind: "card" }))).toEqual([
    [0, 20, "email"],
  ]);
});

test("of equally wide secrets, the first one found determines the kind", () => {
  expect(merged(secret(3, 9, { kind: "email" }), secret(3, 9, { kind: "card" }))).toEqual([[3, 9, "email"]]);
});

test("of secrets that start together, the longer one determines the kind", () => {
  expect(merged(secret(3, 6, { kind: "email" }), secret(3, 9, { kind: "card" }))).toEqual([[3, 9, "card"]]);
});

describe("in a text with labels", () => {
  const TEXT = "a [redacted:email] b [redacted:card] c";
  const positions = (from: number, to: number) =>
    mergeOverlaps(TEXT, [secret(from, to)]).map((each) => TEXT.slice(each.from, each.to));

  test.each([
    ["a label", 2, 18],
    ["a part of a label", 4, 8],
    ["a part of the second label", 24, 30],
  ])("a secret that is %s is dropped", (_, from, to) => {
    expect(positions(from, to)).toEqual([]);
  });

  test.each([
    ["the text before a label and its start", 0, 6, "a [redacted:email]"],
    ["the end of a label and the text after it", 10, 20, "[redacted:email] b"],
    ["two labels and the text between them", 4, 30, "[redacted:email] b [redacted:card]"],
    ["the text between the labels", 18, 21, " b "],
    ["the text after the last label", 36, 38, " c"],
    ["the text before the first label", 0, 2, "a "],
  ])("a secret that covers %s covers whole labels", (_, from, to, text) => {
    expect(positions(from, to)).toEqual([text]);
  });
});

describe("a finder", () => {
  function detectorOf(name: string, anchor: Anchor, more: Partial<Detector> = {}): Detector {
    return {
      ...{ name, kind: "token", description: name, source: "this test", patterns: [], examples: [] },
      anchor,
      read: (_text, at, _context, end) => ({ kind: "token", from: at, to: end }),
      ...more,
    };
  }
  const found = (anchor: Anchor, text: string) =>
    createSecretFinder([detectorOf("made up", anchor)])(text).secrets.map(({ from, to }) =>
      text.slice(from, to),
    );
  const names = (detectors: readonly Detector[], text: string) =>
    createSecretFinder(detectors)(text).secrets.map(({ detector, from }) => `${detector} ${from}`);

  test.each<[string, Anchor, string, readonly string[]]>([
    [
      "words with a prefix, in any case",
      { at: "word", prefixes: ["key"] },
      "Keys mykey a_KEY1",
      ["Keys", "KEY"],
    ],
    ["words with a short prefix", { at: "word", prefixes: ["a"] }, "ab ba a1", ["ab", "a"]],
    ["digits of a prefix as any digits", { at: "word", prefixes: ["de0"] }, "DE89 DEAD", ["DE"]],
    ["characters", { at: "character", characters: "@#" }, "a@b #", ["@", "#"]],
    [
      "separators behind names",
      { at: "separator", separators: { "=": undefined } },
      "password=a stock=b dbToken2=c",
      ["=", "="],
    ],
    [
      "separators behind names in other scripts",
      { at: "separator", separators: { "=": undefined } },
      "пароль=a contraseña=b",
      ["=", "="],
    ],
    [
      "groups of a number",
      { at: "number", digits: 6, firstGroup: [2, 3] },
      "123-45 678 9, 12 345",
      ["123-45 678 9"],
    ],
    [
      "groups before a character",
      { at: "number", digits: 4, firstGroup: [1, 3], next: "." },
      "10.1.2.3 12345",
      ["10.1.2.3 12345"],
    ],
    ["no numbers beyond a wide gap", { at: "number", digits: 6, firstGroup: [3, 3] }, "123   456", []],
    ["runs", { at: "run", length: 14 }, "a_b-c_d-e_f-g1 short_run", ["a_b-c_d-e_f-g1"]],
  ])("looks at %s", (_, anchor, text, candidates) => {
    expect(found(anchor, text)).toEqual(candidates);
  });

  test("finds the secrets of all its detectors, and names the detector", () => {
    const detectors = [
      detectorOf("words", { at: "word", prefixes: ["ab"] }),
      detectorOf("dash", { at: "character", characters: "-" }),
    ];
    expect(names(detectors, "17 ab-")).toEqual(["words 3", "dash 5"]);
  });

  test("does not look within the secrets of the same detector", () => {
    const wide = detectorOf(
      "wide",
      { at: "character", characters: "#" },
      {
        read: (_text, at) => [
          { kind: "token", from: at + 3, to: at + 4 },
          { kind: "token", from: at, to: at + 1 },
        ],
      },
    );
    const other = detectorOf("other", { at: "character", characters: "#" });
    expect(names([wide, other], "##__#")).toEqual([
      "wide 3",
      "wide 0",
      "other 0",
      "other 1",
      "wide 7",
      "wide 4",
      "other 4",
    ]);
  });

  test("finds nothing in a text of hexadecimal digits and dashes with a letter", () => {
    expect(found({ at: "number", digits: 4, firstGroup: [4, 4] }, "1234-5678-abcd")).toEqual([]);
    expect(found({ at: "number", digits: 4, firstGroup: [4, 4] }, "1234-5678")).toEqual(["1234-5678"]);
  });

  test("reports the encodings that a text may contain", () => {
    const find = createSecretFinder([]);
    expect(find("plain text").encodings).toBe(0);
    expect(find("a%40b").encodings).toBe(MAY_HAVE_ESCAPES);
    expect(find(`a ${"QUJD".repeat(5)} b`).encodings).toBe(MAY_HAVE_BASE64);
    expect(find(`a ${"/v8A".repeat(5)} b`).encodings).toBe(0);
    expect(find("a \u001b[31mb").encodings).toBe(MAY_HAVE_DISGUISES);
    expect(find("a [31mb [m").encodings).toBe(MAY_HAVE_DISGUISES);
    expect(find("a [main] b").encodings).toBe(0);
  });

  test("finds the same secrets in every call, also after a detector failed", () => {
    let fails = false;
    const find = createSecretFinder([
      detectorOf(
        "made up",
        { at: "character", characters: "#" },
        {
          read(_text, at) {
            if (fails && at > 0) throw new Error("made-up");
            return { kind: "token", from: at, to: at + 1 };
          },
        },
      ),
    ]);
    expect(find("#a#").secrets).toHaveLength(2);
    fails = true;
    expect(() => find("#a#")).toThrow("made-up");
    fails = false;
    expect(find("#").secrets).toHaveLength(1);
    expect(find("a").secrets).toHaveLength(0);
  });
});
