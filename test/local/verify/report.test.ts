import { createVerificationReport } from "../../../local/verify";

const passed = {
  name: "exactly-once",
  passed: true,
  statement: "each line arrived once",
  figures: { lines: 3 },
};
const failed = { name: "distinct-ids", passed: false, statement: "2 distinct ids" };

test("text and data have the same tables and checks", () => {
  const printed: string[] = [];
  const report = createVerificationReport((line) => printed.push(line));
  report.section("deliveries", "Deliveries of 3 lines");
  report.table([
    { sink: "sentry", parkedEvents: 1 },
    { sink: "datadog", parkedEvents: 10_000 },
  ]);
  report.check(passed);
  report.check(failed);
  expect(printed).toEqual([
    "\nDeliveries of 3 lines",
    "  sink     parked events",
    "  sentry               1",
    "  datadog          10000",
    "  ✔ each line arrived once",
    "  ✘ 2 distinct ids",
  ]);
  expect(report.sections).toEqual({
    deliveries: {
      title: "Deliveries of 3 lines",
      rows: [
        { sink: "sentry", parkedEvents: 1 },
        { sink: "datadog", parkedEvents: 10_000 },
      ],
      checks: [passed, failed],
    },
  });
});

test("a failed check of any section fails the report", () => {
  const report = createVerificationReport(() => undefined);
  report.section("first", "First");
  report.check(failed);
  report.section("second", "Second");
  report.check(passed);
  expect(report.passed).toBe(false);
});

test("a section cannot replace an earlier one with the same id", () => {
  const report = createVerificationReport(() => undefined);
  report.section("first", "First");
  expect(() => {
    report.section("first", "Again");
  }).toThrow('the report already has a section "first"');
});
