import { ask, eventAt, logEvents, START } from "./log-events";

const MINUTE = 60_000;

describe('the examples of "stats"', () => {
  test("events are counted by a field and an hour", () => {
    const events = [
      eventAt(START, { queryType: "A" }),
      eventAt(START + 59 * MINUTE, { queryType: "A" }),
      eventAt(START + 60 * MINUTE, { queryType: "A" }),
      eventAt(START, { queryType: "MX" }),
    ];
    const query = "stats count(*) by queryType, bin(1h) | sort queryType asc, bin(1h) asc";
    expect(ask(query, events)).toEqual([
      { queryType: "A", "bin(1h)": "2026-11-26 15:00:00.000", "count(*)": 2 },
      { queryType: "A", "bin(1h)": "2026-11-26 16:00:00.000", "count(*)": 1 },
      { queryType: "MX", "bin(1h)": "2026-11-26 15:00:00.000", "count(*)": 1 },
    ]);
  });

  test("several aggregations by a field", () => {
    const events = logEvents(
      { bytes: 1, dstAddr: "a" },
      { bytes: 3, dstAddr: "a" },
      { bytes: 5, dstAddr: "b" },
    );
    expect(ask("stats avg(bytes), max(bytes) by dstAddr | sort dstAddr asc", events)).toEqual([
      { dstAddr: "a", "avg(bytes)": 2, "max(bytes)": 3 },
      { dstAddr: "b", "avg(bytes)": 5, "max(bytes)": 5 },
    ]);
  });

  test("a second stats command aggregates the rows of the first", () => {
    const query = `FIELDS strlen(@message) AS message_length
      | STATS sum(message_length)/1024/1024 as logs_mb BY bin(5m)
      | STATS max(logs_mb) AS peak_ingest_mb,
              min(logs_mb) AS min_ingest_mb,
              avg(logs_mb) AS avg_ingest_mb`;
    const events = [
      eventAt(START, "x".repeat(1024 * 512)),
      eventAt(START + MINUTE, "x".repeat(1024 * 512)),
      eventAt(START + 5 * MINUTE, "x".repeat(1024 * 1024 * 3)),
    ];
    expect(ask(query, events)).toEqual([{ peak_ingest_mb: 3, min_ingest_mb: 1, avg_ingest_mb: 2 }]);
  });

  test("filter works between two stats commands, and aggregations are operands", () => {
    const query = `STATS count_distinct(client_ip) AS session_ips,
            count(*) AS requests BY session_id, client_platform
      | FILTER session_ips > 1
      | STATS count(*) AS multiple_ip_sessions,
            sum(requests) / count(*) AS avg_session_requests BY client_platform`;
    const session = (session_id: number, client_platform: string, ...ips: readonly string[]) =>
      ips.map((client_ip) => ({ session_id, client_platform, client_ip }));
    const events = logEvents(
      ...session(1, "web", "10.0.0.1", "10.0.0.2"),
      ...session(2, "web", "10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.3"),
      ...session(3, "phone", "10.0.0.9", "10.0.0.9"),
    );
    expect(ask(query, events)).toEqual([
      { client_platform: "web", multiple_ip_sessions: 2, avg_session_requests: 3 },
    ]);
  });

  test("5-minute blocks are aggregated into 10-minute blocks", () => {
    const query = `FIELDS strlen(@message) AS message_length
      | STATS sum(message_length) AS length BY BIN(5m) as @t
      | STATS max(length) AS peak BY dateceil(@t, 10m)
      | sort peak asc`;
    const events = [
      eventAt(START + 5 * MINUTE, "xx"),
      eventAt(START + 6 * MINUTE, "xx"),
      eventAt(START + 10 * MINUTE, "x"),
      eventAt(START + 15 * MINUTE, "x"),
    ];
    expect(ask(query, events)).toEqual([
      { "dateceil(@t, 10m)": "2026-11-26 15:20:00.000", peak: 1 },
      { "dateceil(@t, 10m)": "2026-11-26 15:10:00.000", peak: 4 },
    ]);
  });

  test("the first stats command passes a time on to the second", () => {
    const query = `FIELDS strlen(@message) AS message_length
      | STATS sum(message_length) AS ingested_bytes, max(@timestamp) as @t BY @logStream
      | STATS avg(ingested_bytes) BY dateceil(@t, 5m)`;
    const events = [eventAt(START, "xx"), eventAt(START + MINUTE, "xxxx")];
    expect(ask(query, events)).toEqual([
      { "dateceil(@t, 5m)": "2026-11-26 15:05:00.000", "avg(ingested_bytes)": 6 },
    ]);
  });

  test.each([
    [
      "FIELDS @message | STATS SUM(Fault) by Operation | STATS MAX(strlen(@message)) AS MaxMessageSize",
      'found the field "@message" after stats, expected one of Operation, SUM(Fault)',
    ],
    [
      "STATS sum(x) as sum_x by y, z | STATS max(x) as max_x by z",
      'found the field "x" after stats, expected one of y, z, sum_x',
    ],
    [
      "FIELDS strlen(@message) AS message_length | STATS sum(message_length) AS ingested_bytes BY @logStream" +
        " | STATS avg(ingested_bytes) BY bin(5m)",
      'found the field "@timestamp" after stats, expected one of @logStream, ingested_bytes',
    ],
    [
      "stats count(*) as n by level | sort n desc | stats max(n)",
      "found sort before the second stats command, expected it after that command",
    ],
    ["limit 5 | stats count(*) as n | stats max(n)", "found limit before the second stats command"],
    ["stats count(*) as a | stats max(a) as b | stats max(b)", "found 3 stats commands, expected at most 2"],
  ])("%s is not valid", (query, message) => {
    expect(() => ask(query, [])).toThrow(message);
  });

  test("a column of the first stats command can be referenced by its text", () => {
    const events = logEvents({ Fault: 2, Operation: "a" }, { Fault: 3, Operation: "b" });
    expect(ask("stats SUM(Fault) by Operation | stats max(SUM(Fault)) as most", events)).toEqual([
      { most: 3 },
    ]);
  });
});

describe('the functions of "stats"', () => {
  const EVENTS = logEvents(
    { duration: 10, user: "a" },
    { duration: 20, user: "b" },
    { duration: 30, user: "a" },
    { duration: "40", user: "b" },
    { user: "c" },
    { duration: "slow" },
  );
  test.each([
    ["count(*)", 6],
    ["count()", 6],
    ["count(duration)", 5],
    ["count_distinct(user)", 3],
    ["sum(duration)", 100],
    ["avg (duration)", 25],
    ["min(user)", "a"],
    ["max(user)", "c"],
    // Hazen's definition: the middle of the four ranks.
    ["pct(duration, 50)", 25],
    ["pct(duration, 95)", 40],
    ["earliest(user)", "a"],
    ["latest(user)", "c"],
    ["latest(duration)", "slow"],
    ["floor(avg(duration) / 2)", 12],
    ["sum(duration > 15)", 3],
  ])("%s is %s", (expression, result) => {
    expect(ask(`stats ${expression} as result`, EVENTS)).toEqual([{ result }]);
  });

  test("min and max of numbers are numeric, and of times are times", () => {
    const events = logEvents({ n: 9 }, { n: 10 });
    expect(ask("stats min(n) as least, max(n) as most, max(@timestamp) as last", events)).toEqual([
      { least: 9, most: 10, last: "2026-11-26 15:00:01.000" },
    ]);
  });

  test.each(["sum", "avg", "min", "max", "earliest", "latest"])("%s without any value is absent", (name) => {
    expect(ask(`stats ${name}(missing) as result, count(*) as events`, EVENTS)).toEqual([{ events: 6 }]);
  });

  test("pct without any value is absent", () => {
    expect(ask("stats pct(missing, 95) as result, count(missing) as n", EVENTS)).toEqual([{ n: 0 }]);
  });
});

describe("groups", () => {
  test("an absent field is a group of its own, without a key", () => {
    const events = logEvents({ level: "ERROR" }, {}, {});
    expect(ask("stats count(*) as n by level | sort n asc", events)).toEqual([
      { level: "ERROR", n: 1 },
      { n: 2 },
    ]);
  });

  test("an expression groups, under its alias or its text", () => {
    const events = logEvents({ ms: 120 }, { ms: 180 }, { ms: 250 });
    expect(ask("stats count(*) as n by floor(ms / 100) as hundreds | sort n desc", events)).toEqual([
      { hundreds: 1, n: 2 },
      { hundreds: 2, n: 1 },
    ]);
    expect(ask("filter ms > 200 | stats count(*) as n by floor(ms / 100)", events)).toEqual([
      { "floor(ms / 100)": 2, n: 1 },
    ]);
  });

  test('a group can be renamed ("Use aliases and comments in queries")', () => {
    const events = logEvents({ duration: 5 }, { duration: 7 });
    expect(ask("stats count(*) by duration as time | sort time desc", events)).toEqual([
      { time: 7, "count(*)": 1 },
      { time: 5, "count(*)": 1 },
    ]);
  });

  test("a group is an operand in a column", () => {
    const events = logEvents({ ms: 120 }, { ms: 180 });
    expect(ask("stats count(*) + hundreds as n by floor(ms / 100) as hundreds", events)).toEqual([
      { hundreds: 1, n: 3 },
    ]);
    expect(ask("stats count(*) + floor(ms / 100) as n by floor(ms / 100) | display n", events)).toEqual([
      { n: 3 },
    ]);
  });

  test("the number 1 and the string 1 are one group", () => {
    expect(ask("stats count(*) as n by v", logEvents({ v: "1" }, { v: 1 }))).toEqual([{ v: 1, n: 2 }]);
  });

  test("without events there is no row", () => {
    expect(ask("stats count(*) as n", [])).toEqual([]);
  });

  test("filter, fields and sort apply to the rows", () => {
    const events = logEvents({ a: "x", ok: 1 }, { a: "x", ok: 0 }, { a: "y", ok: 1 });
    const query = `stats sum(ok) as good, count(*) as total by a
      | filter total > 1
      | fields good / total as ratio
      | sort ratio desc`;
    expect(ask(query, events)).toEqual([{ a: "x", good: 1, total: 2, ratio: 0.5 }]);
  });

  test.each([
    ["stats level by level", 'found "level" in stats, expected an aggregation such as count(*)'],
    [
      "stats count(*) + ms by level",
      'found the field "ms" in stats, expected it in an aggregation or after "by"',
    ],
    ["stats count(*) + a / b by a / b", 'found the field "a" in stats'],
    ["stats max(count(*))", 'found the aggregation "count(*)", expected it only as a column of stats'],
    ["filter count(*) > 1", 'found the aggregation "count(*)", expected it only as a column of stats'],
    ["stats max(n) as m | stats earliest(m)", 'found the field "@timestamp" after stats'],
  ])("%s is rejected", (query, message) => {
    expect(() => ask(query, [])).toThrow(message);
  });
});
