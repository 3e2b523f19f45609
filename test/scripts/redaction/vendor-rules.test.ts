import { alphabetOf, bodyOf, parseRule, prefixesOf } from "../../../scripts/redaction/vendor-rules";

const END = String.raw`(?:[\x60'"\s;]|\\[nr]|$)`;
const rowsOf = (rule: string) =>
  prefixesOf(parseRule(rule)).map(({ prefix, rest }) => {
    const { characters, length } = bodyOf(rest);
    return [prefix, alphabetOf(characters), length];
  });

test.each<[string, readonly (readonly [string, string, number])[]]>([
  [String.raw`\b(abc_[a-f0-9]{32})${END}`, [["abc_", "hex", 32]]],
  [String.raw`abc-(?i)[a-z0-9]{20,}`, [["abc-", "word", 20]]],
  [
    String.raw`(?:live|test)_[\w-]{16}`,
    [
      ["live_", "wide", 16],
      ["test_", "wide", 16],
    ],
  ],
  [
    String.raw`ab[cd]_[A-Z0-9]{10}`,
    [
      ["abc_", "upper", 10],
      ["abd_", "upper", 10],
    ],
  ],
  [String.raw`abc\.[a-z]{4}\.[A-Z]{6}`, [["abc.", "any", 11]]],
  [String.raw`abc_[a-z]{8}={0,2}`, [["abc_", "any", 8]]],
])("the rule %s has its prefixes, alphabet and least length", (rule, rows) => {
  expect(rowsOf(rule)).toEqual(rows);
});
