import { ask, logEvents, valueOf } from "./log-events";

describe("comments", () => {
  test('a commented line is ignored ("Use aliases and comments in queries")', () => {
    const query = `fields @timestamp, @message, accountId
      # | filter accountId not like "7983124201998"
      | display accountId # the only column
      | limit 20`;
    expect(ask(query, logEvents({ accountId: "7983124201998" }))).toEqual([{ accountId: "7983124201998" }]);
  });

  test("a hash in a string, a regular expression or backticks begins no comment", () => {
    const events = logEvents({ "a#b": "x#y" });
    expect(ask('fields `a#b` | filter `a#b` = "x#y" and `a#b` like /#y/', events)).toEqual([
      { "a#b": "x#y" },
    ]);
  });

  test("a pipe in a string or a regular expression separates no commands", () => {
    const events = logEvents({ v: "a|b" }, { v: "c" }, { v: "d" });
    const query = String.raw`fields v | filter v = "a|b" or v like /^(c|\|)$/`;
    expect(ask(query, events)).toEqual([{ v: "c" }, { v: "a|b" }]);
  });
});

test("a slash divides, except after like and =~", () => {
  expect(valueOf("a / 2 / 5", { a: 20 })).toBe(2);
  expect(valueOf(String.raw`path like /^\/api\//`, { path: "/api/x" })).toBe(1);
});

describe("an error states the text found, its place and what was expected", () => {
  test.each([
    [
      "parse @message 'x *' as y",
      'found "parse" in line 1, column 1, expected one of the commands fields, display',
    ],
    ["fields a\n| head 5", 'found "head" in line 2, column 3, expected one of the commands'],
    ["", "found the end of the query in line 1, column 1, expected one of the commands"],
    ["fields a |", "found the end of the query in line 1, column 11, expected one of the commands"],
    ["fields md5(a)", 'found "md5" in line 1, column 8, expected one of the functions bin, abs'],
    ["stats stddev(a)", 'found "stddev" in line 1, column 7, expected one of the functions'],
    ["fields abs(1, 2)", 'found "abs" in line 1, column 8, expected 1 arguments, not 2'],
    ["fields strcontains('a')", 'found "strcontains" in line 1, column 8, expected 2 to 3 arguments, not 1'],
    ["fields (a", 'found the end of the query in line 1, column 10, expected ")"'],
    ["fields a b", 'found "b" in line 1, column 10, expected "|" and a command, or the end of the query'],
    ["fields a,", "found the end of the query in line 1, column 10, expected a field, a value or a function"],
    ["fields by", 'found "by" in line 1, column 8, expected a field, a value or a function'],
    ["fields a as 5", 'found "5" in line 1, column 13, expected a field'],
    ["fields bin(5)", 'found "5" in line 1, column 12, expected a period such as 30s, 5m, 1h or 1d'],
    ["fields bin(1w)", 'found "1w" in line 1, column 12, expected a period'],
    ["fields bin(0m)", 'found "0m" in line 1, column 12, expected a period'],
    ["filter level", 'found "level" in line 1, column 8, expected a condition'],
    ["filter a = 1 and b", 'found "b" in line 1, column 18, expected a condition'],
    ["filter not a + 1", 'found "a" in line 1, column 12, expected a condition'],
    [
      "filter a like b",
      'found "b" in line 1, column 15, expected a string in quotation marks or a /regular expression/',
    ],
    ["filter a like /(/", 'found "/(/" in line 1, column 15, expected a regular expression'],
    ["filter a in (1)", 'found "(" in line 1, column 13, expected "["'],
    ["filter a == 1", 'found "=" in line 1, column 11, expected a field, a value or a function'],
    ["filter a = {{b}", String.raw`found "{{b}" in line 1, column 12, expected a command`],
    ['filter a = "b', String.raw`found "\"b" in line 1, column 12, expected a command`],
    ["sort a", 'found the end of the query in line 1, column 7, expected "asc" or "desc"'],
    ["limit 0", 'found "0" in line 1, column 7, expected a whole number from 1 to 100000'],
    ["limit 100001", 'found "100001" in line 1, column 7, expected a whole number from 1 to 100000'],
    ["limit any 5", 'found "any" in line 1, column 7, expected a whole number'],
    ["dedup a + 1", 'found "+" in line 1, column 9, expected "|"'],
  ])("%s", (query, message) => {
    expect(() => ask(query, [])).toThrow(message);
  });

  test("the query is part of the message", () => {
    expect(() => ask("limit x", [])).toThrow('cannot evaluate the Logs Insights query: found "x"');
    expect(() => ask("limit x", [])).toThrow(/\nlimit x$/);
  });
});
