import { redactRecord, redactText } from "../../../lambda/redaction";
import { DETECTORS } from "../../../lambda/redaction/detectors";
import type { Detector } from "../../../lambda/redaction/detectors/detector";
import { costRatio, MAX_LINEAR_RATIO, PIECES } from "../../fixtures/cost-ratio";
import { findQuadratic } from "../../fixtures/redaction/find-quadratic";
import { hostileTexts, textOf } from "../../fixtures/redaction/hostile-texts";

const TEXTS = 10_000;

test("redaction takes linear time for 10,000 texts from the examples of all detectors", () => {
  const texts = hostileTexts(DETECTORS, TEXTS);
  expect(texts).toHaveLength(TEXTS);
  expect(findQuadratic(DETECTORS, texts)).toEqual([]);
});

/** Its patterns are linear, and its loop is not: for each `#` it reads the whole rest of the text. */
const QUADRATIC: Detector = {
  name: "quadratic",
  kind: "token",
  description: "",
  source: "",
  anchor: { at: "character", characters: "#" },
  patterns: [],
  read(text, from) {
    let sum = 0;
    for (let at = from; at < text.length; at += 1) sum += text.charCodeAt(at);
    return sum < 0 ? { kind: "token", from, to: text.length } : undefined;
  },
  examples: [["ticket #17 closed at 12:30"]],
};

test("the search finds a detector whose loop takes quadratic time", () => {
  const detectors = [...DETECTORS, QUADRATIC];
  const texts = hostileTexts(detectors, TEXTS).filter(({ piece }) => piece === "#");
  const found = findQuadratic(detectors, texts.slice(0, 2));
  expect(found.length).toBeGreaterThan(0);
});

/** Length of a text, in characters. */
const LENGTH = 64 * 1_024;

/** Texts that a detector once read again and again, as prefix, repeated piece and suffix. */
const ONCE_QUADRATIC: readonly (readonly [prefix: string, piece: string, suffix?: string])[] = [
  ["a@", "b."],
  ["a@", "."],
  ["a@", "-", "a"],
  ["a@a", ".-", "9"],
  ["sent Bearer ", ".", "x9"],
  ["", "phone:"],
  ["", '"phone":a'],
  ["", "?code=[redacted:"],
  ["", ["---- BEGIN", "PRIVATE KEY!"].join(" ")],
  ["", "key=", ")"],
  ["", `password=[${"[redacted:token]".repeat(16)}`],
  ["", `password=[${"[redacted:token]".repeat(16)}`, "]"],
];

test.each(ONCE_QUADRATIC)(
  "%j, %j repeated and %j repeated cost as much as pieces",
  (...[prefix = "", piece = "", suffix]) => {
    const [detector] = DETECTORS;
    if (!detector) throw new Error("no detector");
    const text = { prefix, piece, suffix: suffix ?? "", repeatsSuffix: suffix !== undefined, detector };
    const pieces = Array<string>(PIECES).fill(textOf(text, LENGTH / PIECES));
    expect(costRatio(redactText, textOf(text, LENGTH), pieces)).toBeLessThan(MAX_LINEAR_RATIO);
  },
);

test("a long value of letters under a key that expects a letter and a digit costs as much as pieces", () => {
  const redact = (value: string) => redactRecord({ attributes: { pin: `${value}\n` } });
  const pieces = Array<string>(PIECES).fill("a".repeat(LENGTH / PIECES));
  expect(costRatio(redact, "a".repeat(LENGTH), pieces)).toBeLessThan(MAX_LINEAR_RATIO);
});

/** Texts that slow down careless patterns: each repeats the beginning of a match. */
const HOSTILE = {
  "e-mail addresses": ["a@", "a", "@", "a.", "a@a.", "a.a@", "%40", "a%40", "é@", "a!", "user@host.com "],
  assignments: [
    ...["=", "a=", "a:", '"":', "password=", "password=[", 'password="', 'password=\\"', "password=)"],
    ...["token: {", '",', "cookie:\t", "&a", "password=&a", "password=\"'", "session: {", "key=", "?code="],
    ...[
      "date of birth: 1990-01-01, ",
      "<password>",
      "<a>",
      "--a ",
      "--password ",
      "password: ",
      "password is ",
    ],
    ...["insert into t (password) values (", "insert into a (b) values ('", "'a', "],
  ],
  addresses: [
    "://",
    "://a",
    "://a@",
    "://a:",
    "postgres://u:p@h/d ",
    "user:pass@",
    "//hooks.slack.com/services/",
  ],
  tokens: [
    ...[
      "bearer ",
      "basic ",
      "eyJ",
      "eyJ.",
      "eyJ-",
      "eyJa.eyJ",
      "AKIA",
      "sk_live_",
      "ghp_",
      "key-",
      "api_key_",
    ],
    ...[
      `AKIA${"A".repeat(16)} `,
      "curl -u ",
      "mysql -p",
      ["-----BEGIN", "PRIVATE KEY-----"].join(" "),
      "-----BEGIN ",
      "-",
    ],
  ],
  numbers: [
    ...[
      "4",
      "4 ",
      "4111 ",
      "4111 1111 1111 1111 ",
      "0.",
      "1 ",
      "+1 ",
      "+",
      "1-",
      "(1",
      "1.",
      "1.1.",
      "0 ",
      "DE89 ",
    ],
    ...[
      "10.0.0.1 ",
      "2001:db8::1 ",
      "::",
      "ab:",
      "00:",
      "phone ",
      "ssn ",
      "born ",
      "card 1 ",
      "123-45-6789 ",
    ],
  ],
  encodings: [
    "QUJD",
    "%25",
    "\\u0041",
    "&amp;",
    "[redacted:email]",
    "[",
    "{",
    "[{",
    "(",
    '"',
    "'",
    "\\",
    '\\\\"',
  ],
  others: ["\n", "\t", "\u0000", "é", "x x", "a1", "A1", ":", ": "],
};

describe.each(Object.entries(HOSTILE))("a text that resembles %s", (_, parts) => {
  test.each(parts)("repeating %j costs as much as its pieces", (part) => {
    const text = part.repeat(LENGTH / part.length);
    expect(costRatio(redactText, text, cut(text))).toBeLessThan(MAX_LINEAR_RATIO);
  });
});

test("tens of thousands of nested brackets cost as much as shallower ones, as text and parsed", () => {
  const [deep, shallow] = [nested(40_000), nested(40_000 / PIECES)];
  const inMessage = (message: string) => redactRecord({ message });
  const inAttribute = (a: unknown) => redactRecord({ attributes: { a } });
  const parsed = (text: string) => JSON.parse(text) as unknown;
  const all = <Input>(input: Input) => Array.from({ length: PIECES }, () => input);
  expect(costRatio(redactText, deep, all(shallow))).toBeLessThan(MAX_LINEAR_RATIO);
  expect(costRatio(inMessage, deep, all(shallow))).toBeLessThan(MAX_LINEAR_RATIO);
  expect(costRatio(inAttribute, parsed(deep), all(parsed(shallow)))).toBeLessThan(MAX_LINEAR_RATIO);
});

function cut(text: string): readonly string[] {
  const length = text.length / PIECES;
  return Array.from({ length: PIECES }, (_, index) => text.slice(index * length, (index + 1) * length));
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}
