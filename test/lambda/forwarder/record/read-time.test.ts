import fc from "fast-check";
import { parseRecord } from "../../../../lambda/forwarder/parse";

const RECEIVED = Date.parse("2026-03-01T10:00:05Z");
const OWN = "2026-03-01T10:00:00.123Z";

describe("a line without @timestamp has the time of another library's key", () => {
  test.each([
    ["python-json-logger, asctime", { asctime: "2026-03-01 10:00:00,123" }],
    ["structlog", { timestamp: "2026-03-01T10:00:00.123Z" }],
    ["pino", { time: 1772359200123 }],
    ["bunyan", { time: "2026-03-01T10:00:00.123Z" }],
    ["zap, seconds with a fraction", { ts: 1772359200.123 }],
    ["Python's LogRecord", { created: 1772359200.123 }],
    ["Serilog", { "@t": "2026-03-01T11:00:00.123+01:00" }],
    ["Monolog 1", { datetime: { date: "2026-03-01 10:00:00.123", timezone_type: 3, timezone: "UTC" } }],
    ["Monolog 2", { datetime: "2026-03-01T10:00:00.123+00:00" }],
    ["loguru", { record: { time: { repr: "2026-03-01 11:00:00.123+01:00", timestamp: 1772359200.123 } } }],
    ["journald, microseconds as text", { __REALTIME_TIMESTAMP: "1772359200123000" }],
    ["OpenTelemetry, nanoseconds as text", { timeUnixNano: "1772359200123000000" }],
    ["Log4j", { timeMillis: 1772359200123 }],
    ["GELF, seconds", { timestamp: 1772359200.123 }],
    ["the field in another form", { "@timestamp": "2026-03-01 10:00:00,123" }],
    ["the field as a number", { "@timestamp": 1772359200123 }],
  ])("%s", (_library, line) => {
    const time = parseRecord(JSON.stringify({ message: "refused", ...line }), RECEIVED)["@timestamp"];
    expect(new Date(time ?? "").toISOString()).toBe(OWN);
  });

  test("and keeps the digits of nanoseconds", () => {
    const record = parseRecord('{"message":"refused","ts":1772359200123456789}', RECEIVED);
    expect(record["@timestamp"]).toBe("2026-03-01T10:00:00.123456789Z");
  });

  test("and keeps the key", () => {
    expect(parseRecord('{"message":"refused","time":1772359200123}', RECEIVED).attributes).toEqual({
      time: 1772359200123,
    });
  });
});

describe("a line has the time of CloudWatch Logs", () => {
  test.each([
    ["if the key contains a duration", { time: 0.123 }],
    ["if the key contains a time of the day", { time: "10:00:00" }],
    ["if the key contains a sentence", { time: "2026-03-01 10:00:00 was too early" }],
    ["if the key contains an appointment", { time: "2026-04-01T09:00:00Z" }],
    ["if the key contains a time of years ago", { created: 1072915200 }],
    ["if the key contains a date that does not exist", { timestamp: "2026-02-30T10:00:00Z" }],
    ["if the key contains a number of another length", { ts: 177235920012 }],
    ["if the key contains an object", { timestamp: { zone: "UTC" } }],
  ])("%s", (_case, line) => {
    const record = parseRecord(JSON.stringify({ message: "refused", ...line }), RECEIVED);
    expect(record["@timestamp"]).toBe("2026-03-01T10:00:05.000Z");
  });
});

test("the field @timestamp counts before every other key", () => {
  const line = { "@timestamp": OWN, time: "2026-03-01T09:00:00.000Z" };
  expect(parseRecord(JSON.stringify(line), RECEIVED)["@timestamp"]).toBe(OWN);
});

test("a number of seconds, milliseconds, microseconds or nanoseconds is the same time", () => {
  const nanoseconds = fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_900_000_000_000_000_000n });
  fc.assert(
    fc.property(nanoseconds, fc.constantFrom(0, 3, 6, 9), (time, places) => {
      const digits = String(time);
      const number = digits.slice(0, digits.length - places);
      const received = Number(time / 1_000_000n);
      const read = parseRecord(JSON.stringify({ message: "refused", ts: number }), received)["@timestamp"];
      expect(Math.floor(Date.parse(read ?? "") / 1_000)).toBe(Number(time / 1_000_000_000n));
    }),
  );
});
