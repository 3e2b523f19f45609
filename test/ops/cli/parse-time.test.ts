import { parseDuration, parseTime } from "../../../ops/cli/parse-time";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  ["90s", "2026-03-01T11:58:30.000Z"],
  ["15m", "2026-03-01T11:45:00.000Z"],
  ["24h", "2026-02-28T12:00:00.000Z"],
  ["7d", "2026-02-22T12:00:00.000Z"],
  ["now-1h", "2026-03-01T11:00:00.000Z"],
  ["2026-03-01T10:30:00+02:00", "2026-03-01T08:30:00.000Z"],
])("%s is %s", (text, expected) => {
  expect(new Date(parseTime("--since", text, now)).toISOString()).toBe(expected);
});

test.each(["yesterday", "15", "-15m", "15w", "", "2026-13-01"])(
  "%j is refused with the accepted forms",
  (text) => {
    expect(() => parseTime("--since", text, now)).toThrow(/^--since is .*expected an age such as 15m/);
  },
);

test.each([
  ["90s", 90_000],
  ["5m", 300_000],
  ["1h", 3_600_000],
])("the duration %s is %i ms", (text, ms) => {
  expect(parseDuration("--timeout", text)).toBe(ms);
});

test.each(["0s", "5", "now-5m", "2026-03-01", ""])("%j is not a duration", (text) => {
  expect(() => parseDuration("--timeout", text)).toThrow(
    /^--timeout is ".*", expected a duration such as 90s or 5m$/,
  );
});
