import { ask, logEvents, namesThatPass, START } from "./log-events";

describe('the examples of "filter"', () => {
  test("filter log events using one condition", () => {
    const query = "fields @timestamp, @message | filter (range>3000) | sort @timestamp desc | limit 20";
    expect(ask(query, logEvents({ range: 3000 }, { range: 3001 }, { other: 1 }))).toEqual([
      { "@timestamp": "2026-11-26 15:00:01.000", "@message": '{"range":3001}' },
    ]);
  });

  test("filter log events using more than one condition", () => {
    const condition = "(range>3000 and accountId=123456789012)";
    expect(
      namesThatPass(
        condition,
        { name: "string", range: 3001, accountId: "123456789012" },
        { name: "number", range: 3001, accountId: 123456789012 },
        { name: "range", range: 1, accountId: "123456789012" },
        { name: "account", range: 3001, accountId: "210987654321" },
      ),
    ).toEqual(["string", "number"]);
  });

  test("in matches complete strings", () => {
    const events = [
      { name: "whole", logGroup: "example_group" },
      { name: "part", logGroup: "example_group_2" },
    ];
    expect(namesThatPass('logGroup in ["example_group"]', ...events)).toEqual(["whole"]);
  });

  const EXCEPTIONS = [
    { name: "upper", f1: "NullPointerException thrown" },
    { name: "lower", f1: "an exception" },
    { name: "none", f1: "all is well" },
  ];
  test.each([
    ['f1 like "Exception"', ["upper"]],
    ["f1 like 'Exception'", ["upper"]],
    ["f1 like /Exception/", ["upper"]],
    ["f1 =~ /Exception/", ["upper"]],
    ['f1 not like "Exception"', ["lower", "none"]],
    ["f1 not like /(?i)Exception/", ["none"]],
    ["f1 like /(?i)Exception/", ["upper", "lower"]],
    ["f1 =~ /^(?i)an exception$/", ["lower"]],
  ])("match substrings: %s", (condition, names) => {
    expect(namesThatPass(condition, ...EXCEPTIONS)).toEqual(names);
  });
});

describe('the examples of "CloudWatch Logs Insights language query syntax", filter', () => {
  const CODES = [
    { name: "200", statusCode: 200 },
    { name: "299", statusCode: "299" },
    { name: "300", statusCode: 300 },
    { name: "500", statusCode: "500" },
  ];
  test.each([
    [String.raw`statusCode like /2\d\d/`, ["200", "299"]],
    [String.raw`statusCode not like /2\d\d/`, ["300", "500"]],
    ["statusCode in [300,400,500]", ["300", "500"]],
    ["(statusCode=200 or statusCode>300)", ["200", "500"]],
  ])("%s", (condition, names) => {
    expect(namesThatPass(condition, ...CODES)).toEqual(names);
  });

  test("not in excludes strings and numbers, and keeps an event without the field", () => {
    const types = [
      { name: "foo", Type: "foo" },
      { name: "1", Type: 1 },
      { name: "one", Type: "1" },
      { name: "baz", Type: "baz" },
      { name: "none" },
    ];
    expect(namesThatPass('Type not in ["foo","bar",1]', ...types)).toEqual(["baz", "none"]);
  });
});

describe("comparisons", () => {
  test.each([
    "value = 5",
    "value != 5",
    "value < 5",
    "value >= 5",
    'value = "a"',
    'value like "a"',
    "value in [5]",
  ])("%s does not hold for an absent value", (condition) => {
    expect(namesThatPass(condition, { name: "absent" })).toEqual([]);
  });

  test.each([
    ["value < 10", ["9"]],
    ["value <= 10", ["9", "10"]],
    ["value != 10", ["9", "text"]],
    ["value > 9", ["10"]],
    ['value = "10"', ["10"]],
  ])("%s compares numbers by value", (condition, names) => {
    const events = [9, 10, "text"].map((value) => ({ name: String(value), value }));
    expect(namesThatPass(condition, ...events)).toEqual(names);
  });

  test("two strings are compared as strings", () => {
    expect(namesThatPass('id = "1"', { name: "1", id: "1" }, { name: "01", id: "01" })).toEqual(["1"]);
  });

  test("and binds more than or, and not binds more than and", () => {
    const events = [
      { name: "a", a: 1, b: 0, c: 0 },
      { name: "b", a: 0, b: 1, c: 0 },
      { name: "bc", a: 0, b: 1, c: 1 },
    ];
    expect(namesThatPass("a = 1 or b = 1 and c = 1", ...events)).toEqual(["a", "bc"]);
    expect(namesThatPass("not a = 1 and b = 1", ...events)).toEqual(["b", "bc"]);
    expect(namesThatPass("not (a = 1 or c = 1)", ...events)).toEqual(["b"]);
  });

  test("a function is a condition", () => {
    const events = [{ name: "with", error: "timeout" }, { name: "without" }];
    expect(namesThatPass("ispresent(error)", ...events)).toEqual(["with"]);
    expect(namesThatPass("not isPresent(error)", ...events)).toEqual(["without"]);
    expect(namesThatPass('strcontains(error, "time") and ispresent(error)', ...events)).toEqual(["with"]);
  });

  test("only events of the time range are read, with its start and its end", () => {
    const events = logEvents({ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 });
    const options = { from: START + 1000, to: START + 2000 };
    expect(ask("fields n | sort n asc", events, options)).toEqual([{ n: 1 }, { n: 2 }]);
  });
});
