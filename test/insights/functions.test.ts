import { ask, eventAt, logEvents, START, valueOf } from "./log-events";

// Results from the CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions".
describe("documented results", () => {
  test.each([
    ["2 ^ 3", 8],
    ["10 % 3", 1],
    ["toMillis(fromMillis(1642195111000))", 1642195111000],
    ['strcontains("xyZfooxyZ", "foo")', 1],
    ['strcontains("xyZfooxyZ", "FOO")', 0],
    ['strcontains("xyZfooxyZ", "FOO", true)', 1],
    ["isempty(missing)", 1],
    ["isblank(missing)", 1],
    ['isblank("  ")', 1],
    ['isempty("  ")', 0],
    ["ispresent(missing)", 0],
  ])("%s is %s", (expression, result) => {
    expect(valueOf(expression)).toBe(result);
  });
});

describe("numbers", () => {
  const fields = { a: -1.5, b: 4, text: "4" };
  test.each([
    ["abs(a)", 1.5],
    ["ceil(a)", -1],
    ["floor(a)", -2],
    ["greatest(a, b, 3)", 4],
    ["least(a, b, 3)", -1.5],
    ["a + b * 2", 6.5],
    ["(a + b) * 2", 5],
    ["b - 1 - 1", 2],
    ["2 ^ 3 ^ 2", 512],
    ["-b + 1", -3],
    ["text / 2", 2],
    ["b > 3", 1],
    ["not b > 3", 0],
  ])("%s is %s", (expression, result) => {
    expect(valueOf(expression, fields)).toBe(result);
  });

  test.each(["missing + 1", "floor(missing)", "greatest(1, missing)", "b / 0", '"four" * 2'])(
    "%s is absent",
    (expression) => {
      expect(valueOf(expression, fields)).toBeUndefined();
    },
  );
});

describe("strings", () => {
  const fields = { Operation: "Put", StatusCode: 200, grin: "\u{1F600}!" };
  test.each([
    ["concat(Operation, '-', StatusCode)", "Put-200"],
    ["toupper(Operation)", "PUT"],
    ['trim(" \t Put ")', "Put"],
    ["tolower(Operation)", "put"],
    ["strlen(grin)", 2],
    ["coalesce(missing, Operation, StatusCode)", "Put"],
    ['if(StatusCode >= 400, "error", "success")', "success"],
    ["strcontains(missing, 'a')", 0],
    [String.raw`concat("say \"", Operation, "\"")`, 'say "Put"'],
  ])("%s is %s", (expression, result) => {
    expect(valueOf(expression, fields)).toBe(result);
  });

  test.each(["concat(Operation, missing)", "toupper(missing)", "trim(missing)", "coalesce(missing, other)"])(
    "%s is absent",
    (expression) => {
      expect(valueOf(expression, fields)).toBeUndefined();
    },
  );
});

describe("times", () => {
  const events = [eventAt(START + (7 * 60 + 30) * 1000, "")];

  test.each([
    ["bin(5m)", "2026-11-26 15:05:00.000"],
    ["datefloor(@timestamp, 1h)", "2026-11-26 15:00:00.000"],
    ["dateceil(@timestamp, 1h)", "2026-11-26 16:00:00.000"],
    ["BIN(2 mins)".replace(" ", ""), "2026-11-26 15:06:00.000"],
    ["bin(1d)", "2026-11-26 00:00:00.000"],
  ])("%s of 15:07:30 is %s", (expression, result) => {
    expect(ask(`fields ${expression} as t`, events)).toEqual([{ t: result }]);
  });

  test("a period of more seconds than a minute has is 60 seconds (Datetime functions, Note)", () => {
    expect(ask("fields bin(300s) as t", events)).toEqual([{ t: "2026-11-26 15:07:00.000" }]);
  });

  test("now() is the start of the query in whole seconds, by default the end of the time range", () => {
    expect(valueOf("now()", {}, { now: 1_700_000_000_999 })).toBe(1_700_000_000);
    expect(valueOf("now()", {}, { to: START + 60_000 })).toBe(START / 1000 + 60);
  });

  test("events of the last two hours are filtered with toMillis and now (Datetime functions, example)", () => {
    const now = START + 7_200_000;
    const recent = [eventAt(START - 1, "old"), eventAt(START, "new")];
    const query = "fields @message | filter toMillis(@timestamp) >= (now() * 1000 - 7200000)";
    expect(ask(query, recent, { from: 0, to: now })).toEqual([{ "@message": "new" }]);
  });

  test("the time range is available in milliseconds", () => {
    expect(valueOf("queryStartTime()")).toBe(START);
    expect(valueOf("queryEndTime()", {}, { to: START + 1 })).toBe(START + 1);
  });

  test("times differ in milliseconds", () => {
    expect(valueOf("@timestamp - fromMillis(0)")).toBe(START);
    expect(ask("filter @timestamp >= 0 | stats count(*) as n", logEvents("a"))).toEqual([{ n: 1 }]);
  });
});
