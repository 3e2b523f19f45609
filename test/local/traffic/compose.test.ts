import { LEVELS, LOGS } from "../../../catalog";
import { logRecord } from "../../../catalog/record";
import { composeLines, type Line } from "../../../local/traffic/compose";
import { summarize } from "../../../local/traffic/written";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const lines = composeLines({ seed: 7, lines: 3_000, now: NOW });

test("the same seed and time give the same lines", () => {
  expect(composeLines({ seed: 7, lines: 3_000, now: NOW })).toEqual(lines);
});

test("another seed gives other lines", () => {
  expect(composeLines({ seed: 8, lines: 3_000, now: NOW })).not.toEqual(lines);
});

test("lines are in the order of their time, none from the future", () => {
  const times = lines.map(({ timestamp }) => timestamp);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(NOW);
});

test("every record is a valid log record of a logger of its log", () => {
  const records = lines.flatMap(({ record }) => record ?? []);
  expect(records.length).toBeGreaterThan(2_500);
  for (const record of records) expect(logRecord.safeParse(record).error).toBeUndefined();
});

test.each(LOGS.map(({ id }) => id))("the %s log gets lines", (id) => {
  expect(lines.filter(({ log }) => log === id).length).toBeGreaterThan(50);
});

test("the first measurement is an integer and later ones are not", () => {
  const [first, ...others] = summarize(lines, NOW).responseTimes;
  expect(Number.isInteger(first)).toBe(true);
  expect(others.some((value) => !Number.isInteger(value))).toBe(true);
});

test("a planted value stands in its line's text", () => {
  const careless = lines.filter(
    (line): line is Line & Required<Pick<Line, "planted">> => line.planted !== undefined,
  );
  expect(careless.length).toBeGreaterThan(50);
  for (const { text, planted } of careless) expect(text).toContain(planted.value);
});

test("every kind of secret is planted", () => {
  expect(new Set(lines.flatMap(({ planted }) => planted?.kind ?? []))).toEqual(
    new Set(["password", "token", "authorization", "cookie", "e-mail address", "card number"]),
  );
});

test("a line is one line", () => {
  expect(lines.filter(({ text }) => text.includes("\n"))).toEqual([]);
});

describe("the summary", () => {
  const at = (minutesAgo: number, record: Line["record"]): Line => ({
    log: "application",
    text: "",
    timestamp: NOW - minutesAgo * 60_000,
    ...(record && { record }),
  });

  test("counts as recent only errors of the last hour", () => {
    const written = summarize(
      [at(90, { level: "ERROR", error_type: "Old" }), at(10, { level: "ERROR", error_type: "New" })],
      NOW,
    );
    expect([...written.recentErrorsByType]).toEqual([["New", 1]]);
    expect(written.errorsByLog.application).toBe(2);
  });

  test.each(LEVELS.filter((level) => level !== "ERROR" && level !== "CRITICAL"))(
    "does not count %s as an error",
    (level) => {
      expect(summarize([at(1, { level, error_type: "Any" })], NOW).errorsByLog.application).toBe(0);
    },
  );

  test("counts a line that is no record among the lines", () => {
    expect(summarize([at(1, undefined)], NOW)).toMatchObject({ lines: 1, linesByLog: { application: 1 } });
  });
});
