import { ask, logEvents } from "./log-events";

describe("columns", () => {
  const EVENTS = logEvents({ a: 1, b: "x" });

  test('without fields, results show the time and the message ("CloudWatch Logs Insights query syntax", filter)', () => {
    expect(ask("filter (a>0)", EVENTS)).toEqual([
      { "@timestamp": "2026-11-26 15:00:00.000", "@message": '{"a":1,"b":"x"}' },
    ]);
  });

  test('all fields of several fields commands are shown ("fields")', () => {
    expect(ask("fields a | fields b, a + 1 as next, missing", EVENTS)).toEqual([{ a: 1, b: "x", next: 2 }]);
  });

  test('a field that fields creates can be used in the rest of the query ("fields")', () => {
    const query = "fields ispresent(resolverArn) as isRes | filter isRes = 0";
    expect(ask(query, logEvents({ resolverArn: "arn" }, {}))).toEqual([{ isRes: 0 }]);
  });

  test('only the fields of the last display command are shown ("display")', () => {
    expect(ask("fields a | display a | display b | limit 1", EVENTS)).toEqual([{ b: "x" }]);
  });

  test('a column is renamed by as ("Use aliases and comments in queries")', () => {
    expect(ask("fields a as ID", EVENTS)).toEqual([{ ID: 1 }]);
  });

  test("an expression without an alias is a column with its text", () => {
    expect(ask("fields abs(a - 3) | display abs(a - 3), toupper(b)", EVENTS)).toEqual([
      { "abs(a - 3)": 2, "toupper(b)": "X" },
    ]);
  });
});

describe('"sort"', () => {
  // The example of the page, in its order.
  const ASCENDING = [
    ...["!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh"],
    ...["0", "01", "1", "2", "3"],
  ];

  test("the documented ascending order", () => {
    const events = logEvents(...ASCENDING.map((v) => ({ v })));
    expect(ask("fields v | sort v asc", events).map(({ v }) => v)).toEqual(ASCENDING);
  });

  test("descending is the reverse", () => {
    const events = logEvents(...ASCENDING.map((v) => ({ v })));
    expect(ask("fields v | sort v desc", events).map(({ v }) => v)).toEqual(ASCENDING.toReversed());
  });

  test("numbers are ordered by value, and absent values come first in ascending order", () => {
    const events = logEvents({ v: 10 }, { v: 9.5 }, { v: -1 }, {}, { v: "text" });
    expect(ask("fields v | sort v asc", events)).toEqual([
      {},
      { v: "text" },
      { v: -1 },
      { v: 9.5 },
      { v: 10 },
    ]);
  });

  test("the second key orders rows with equal first keys", () => {
    const events = logEvents({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 });
    expect(ask("fields a, b | sort a desc, b asc", events)).toEqual([
      { a: 2, b: 1 },
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ]);
  });

  test("the top talkers of a VPC flow log", () => {
    const query = `stats sum(packets) as packetsTransferred by srcAddr, dstAddr
      | sort packetsTransferred  desc
      | limit 15`;
    const flow = (srcAddr: string, packets: number) => ({ srcAddr, dstAddr: "d", packets });
    expect(ask(query, logEvents(flow("a", 1), flow("b", 5), flow("a", 2)))).toEqual([
      { srcAddr: "b", dstAddr: "d", packetsTransferred: 5 },
      { srcAddr: "a", dstAddr: "d", packetsTransferred: 3 },
    ]);
  });
});

describe('"limit"', () => {
  test("only the most recent events are returned", () => {
    const query = "fields n | sort @timestamp desc | limit 2";
    expect(ask(query, logEvents({ n: 1 }, { n: 2 }, { n: 3 }))).toEqual([{ n: 3 }, { n: 2 }]);
  });

  test("without limit, at most 10,000 events are returned; with limit, more", () => {
    const events = logEvents(...Array.from({ length: 10_001 }, () => "m"));
    const options = { to: Number.MAX_SAFE_INTEGER };
    expect(ask("fields @message", events, options)).toHaveLength(10_000);
    expect(ask("fields @message | limit 20000", events, options)).toHaveLength(10_001);
  });

  test("limits before stats count events", () => {
    expect(ask("limit 2 | stats count(*) as n", logEvents("a", "b", "c"))).toEqual([{ n: 2 }]);
  });
});

describe('"dedup"', () => {
  const EVENTS = logEvents(
    { server: "a", n: 1 },
    { server: "b", n: 2 },
    { server: "a", n: 3 },
    { n: 4 },
    { n: 5 },
  );

  test("the most recent event of each server is returned, and every event without a server", () => {
    expect(ask("fields server, n | sort @timestamp desc | dedup server", EVENTS)).toEqual([
      { n: 5 },
      { n: 4 },
      { server: "a", n: 3 },
      { server: "b", n: 2 },
    ]);
  });

  test("without sort, the most recent event is kept", () => {
    expect(ask("fields n | filter server = 'a' | dedup server", EVENTS)).toEqual([{ n: 3 }]);
  });

  test("the sort order decides which event is kept", () => {
    expect(ask("fields n | filter ispresent(server) | sort n asc | dedup server", EVENTS)).toEqual([
      { n: 1 },
      { n: 2 },
    ]);
  });

  test("several fields are compared together", () => {
    const events = logEvents({ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1, b: 1 });
    expect(ask("fields a, b | sort @timestamp asc | dedup a, b", events)).toEqual([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ]);
  });

  test("only limit may follow", () => {
    expect(ask("fields n | dedup server | limit 1", EVENTS)).toEqual([{ n: 5 }]);
    expect(() => ask("dedup server | sort n asc", EVENTS)).toThrow(
      "found sort after dedup, expected only limit",
    );
  });
});
