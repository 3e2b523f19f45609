import { join } from "node:path";
import { parseTimestampFormat } from "../../../local/agent/timestamp-format";
import { PROJECT_FOLDER } from "../../fixtures/project-files";
import { runProgram } from "../../fixtures/run-program";

const RFC_3339 = "%Y-%m-%dT%H:%M:%S.%f";

test.each([
  ["milliseconds", RFC_3339, "2026-03-01T10:20:30.123", "2026-03-01T10:20:30.123Z"],
  [
    "microseconds, of which three digits count",
    RFC_3339,
    "2026-03-01T10:20:30.123999",
    "2026-03-01T10:20:30.123Z",
  ],
  ["tenths of a second", RFC_3339, "2026-03-01T10:20:30.5", "2026-03-01T10:20:30.500Z"],
  ["a month and a day without zero", "%Y-%m-%d", "2026-3-1", "2026-03-01T00:00:00.000Z"],
  [
    "an offset east of Greenwich",
    "%Y-%m-%d %H:%M:%S %z",
    "2026-03-01 10:20:30 +0130",
    "2026-03-01T08:50:30.000Z",
  ],
  [
    "an offset west of Greenwich",
    "%Y-%m-%d %H:%M:%S %z",
    "2026-03-01 10:20:30 -0130",
    "2026-03-01T11:50:30.000Z",
  ],
  [
    "punctuation with a meaning in patterns",
    "[%d/%m/%Y].(%H:%M:%S)",
    "[01/03/2026].(10:20:30)",
    "2026-03-01T10:20:30.000Z",
  ],
])("a timestamp with %s is read", (_, format, text, time) => {
  const { parse } = parseTimestampFormat(format, "UTC");

  expect(new Date(parse(text) ?? Number.NaN).toISOString()).toBe(time);
});

test("a timestamp is found anywhere in a line, and the first counts", () => {
  const { parse } = parseTimestampFormat("%Y-%m-%d", "UTC");

  expect(parse('{"@timestamp":"2026-03-01","due":"2027-01-01"}')).toBe(Date.UTC(2026, 2, 1));
});

test("a timestamp without offset is in the configured time zone", () => {
  const { parse } = parseTimestampFormat("%Y-%m-%d %H:%M", "Local");

  expect(parse("2026-03-01 10:20")).toBe(new Date(2026, 2, 1, 10, 20).getTime());
});

test.each(["America/New_York", "Asia/Kolkata"])("a timestamp in UTC is the same on a host in %s", (TZ) => {
  const run = join(PROJECT_FOLDER, "scripts/run.cjs");
  const program = join(__dirname, "print-time.ts");
  const env = { ...process.env, TZ };

  const { stdout } = runProgram(process.execPath, [run, program, "2026-02-28T23:30:00.125"], { env });

  expect(stdout).toBe("2026-02-28T23:30:00.125Z\n");
});

test.each([
  ["a line without timestamp", "booting"],
  ["a 13th month", "2026-13-01"],
  ["a 30th of February", "2026-02-30"],
])("%s has no time", (_, text) => {
  expect(parseTimestampFormat("%Y-%m-%d", "UTC").parse(text)).toBeUndefined();
});

test.each([["%b %d"], ["%-m"], ["%Y %Y"], ["100%% %Y"]])("the format %s is rejected", (format) => {
  expect(() => parseTimestampFormat(format, "UTC")).toThrow(`timestamp_format "${format}" has %`);
});
