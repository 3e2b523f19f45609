import type { Detector } from "../../../../lambda/redaction/detectors/detector";
import {
  type AttributedSecret,
  createSecretFinder,
  mergeOverlaps,
} from "../../../../lambda/redaction/text/find-secrets";
import { AT, DASH, DIGIT } from "../../../../lambda/redaction/text/traits";

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
  function detectorOf(name: string, pattern: RegExp, more: Partial<Detector> = {}): Detector {
    return {
      ...{ name, kind: "token", description: name, source: "this test", requiredTraits: DIGIT, examples: [] },
      hint: new RegExp(pattern.source, pattern.flags.replace("g", "")),
      pattern,
      detect: ({ index, 0: match }) => ({ kind: "token", from: index, to: index + match.length }),
      ...more,
    };
  }
  const names = (detectors: readonly Detector[], text: string, traits = DIGIT) =>
    createSecretFinder(detectors)(text, traits).map(({ detector, from }) => `${detector} ${from}`);

  test("finds the secrets of all its detectors, and names the detector", () => {
    const detectors = [
      detectorOf("digits", /\d+/g),
      detectorOf("words", /\b[a-z]+/g),
      detectorOf("dash", /-/g),
    ];
    expect(names(detectors, "17 ab-")).toEqual(["digits 0", "words 3", "dash 5"]);
  });

  test("runs only the detectors whose traits the text has", () => {
    const detectors = [detectorOf("digits", /\d/g), detectorOf("at", /@/g, { requiredTraits: AT | DASH })];
    expect(names(detectors, "1@", DIGIT)).toEqual(["digits 0"]);
    expect(names(detectors, "1@", DASH)).toEqual(["at 1"]);
  });

  test("finds a secret whose hint ignores case, beside a hint that does not", () => {
    const detectors = [
      detectorOf("case", /\bab/g),
      detectorOf("ignored", /\bcd/gi),
      detectorOf("any", /ef/g),
    ];
    expect(names(detectors, "CD")).toEqual(["ignored 0"]);
    expect(names(detectors, "ab xef")).toEqual(["case 0", "any 4"]);
    expect(names(detectors, "AB")).toEqual([]);
  });

  test("finds nothing in a text that no hint matches", () => {
    expect(names([detectorOf("digits", /\d/g), detectorOf("dash", /-/g)], "none")).toEqual([]);
  });

  test("goes on after a secret, and one character further after a match that is none", () => {
    const odd = detectorOf("pairs of an odd digit", /\d\d/g, {
      detect: ({ index, 0: match }) =>
        /^[13579]/.test(match) ? { kind: "token", from: index, to: index + 2 } : undefined,
    });
    expect(names([odd], "1213 2134")).toEqual([
      "pairs of an odd digit 0",
      "pairs of an odd digit 2",
      "pairs of an odd digit 6",
    ]);
  });

  test("goes on after the last of several secrets of one match", () => {
    const both = detectorOf("both", /\d/g, {
      detect: ({ index }) => [
        { kind: "token", from: index + 2, to: index + 3 },
        { kind: "token", from: index, to: index + 1 },
      ],
    });
    expect(names([both], "123 4-5")).toEqual(["both 2", "both 0", "both 6", "both 4"]);
  });

  test("finds the same secrets in every call", () => {
    const find = createSecretFinder([detectorOf("digits", /\d/g)]);
    expect(find("a 1", DIGIT)).toHaveLength(1);
    expect(find("1 a", DIGIT)).toHaveLength(1);
  });
});
