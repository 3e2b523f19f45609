import { redactRecord, redactText } from "../../../lambda/redaction";
import { costRatio, MAX_LINEAR_RATIO, PIECES } from "../../fixtures/cost-ratio";

/** Lengths of a text, in characters: first one that reveals fast growth early, then one that reveals slow growth. */
const LENGTHS = [64 * 1_024, 256 * 1_024];

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
    ...["AKIAAAAAAAAAAAAAAAAA ", "curl -u ", "mysql -p", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "-"],
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
    for (const length of LENGTHS) {
      const text = part.repeat(length / part.length);
      expect(costRatio(redactText, text, cut(text))).toBeLessThan(MAX_LINEAR_RATIO);
    }
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
