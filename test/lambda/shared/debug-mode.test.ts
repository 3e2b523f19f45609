import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { activeDebugMode, MAX_DEBUG_MINUTES } from "../../../lambda/shared/debug-mode";
import { propertyRuns } from "../../fixtures/property-runs";

/** The test of the sample application reads the same cases. */
const CASES = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/debug-mode/cases.json"), "utf8"),
) as readonly {
  readonly name: string;
  readonly now: string;
  readonly value: unknown;
  readonly active: boolean;
}[];
const START = Date.parse("2026-03-01T12:00:00.000Z");
const MINUTE_MS = 60_000;

function value(since: number, until: number): string {
  const times = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  return JSON.stringify({ level: "DEBUG", ...times, startedBy: "arn:aws:iam::111122223333:role/engineers" });
}

test.each(CASES)("a value is $name", ({ now, value: stored, active }) => {
  const mode = activeDebugMode(JSON.stringify(stored), Date.parse(now));
  expect(mode).toEqual(active ? stored : undefined);
});

test.each(["", "{", "DEBUG"])("the text %j, which is not JSON, is ignored", (text) => {
  expect(activeDebugMode(text, START)).toBeUndefined();
});

test("no value is active for longer than the limit, whatever its times are", () => {
  const time = fc.integer({ min: START - 600 * MINUTE_MS, max: START + 600 * MINUTE_MS });
  fc.assert(
    fc.property(time, time, time, (since, until, now) => {
      const mode = activeDebugMode(value(since, until), now);
      const expected = since <= now && now < until && until - since <= MAX_DEBUG_MINUTES * MINUTE_MS;
      expect(mode !== undefined).toBe(expected);
      // Once it is over, it never becomes active again.
      expect(activeDebugMode(value(since, until), until + Math.abs(now - until))).toBeUndefined();
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
