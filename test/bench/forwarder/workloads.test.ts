import { linesOf, type Workload } from "../../../bench/forwarder/workloads";
import { parseRecord } from "../../../lambda/forwarder/parse";
import { fingerprint } from "../../../lambda/delivery/sinks/sentry/fingerprint";
import { MAX_PER_MINUTE } from "../../../lambda/delivery/sinks/sentry/storm-filter";

const NOW = Date.parse("2026-01-02T12:00:00Z");

function records(workload: Workload, lines: number, seed = 1) {
  return linesOf({ workload, seed, lines, now: NOW }).map((line) => parseRecord(line, NOW));
}

function largestGroup(causes: readonly (readonly string[])[]): number {
  const counts = new Map<string, number>();
  for (const cause of causes.map((parts) => parts.join())) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return Math.max(...counts.values());
}

test.each(["records", "access", "recordsWithErrors", "errors", "storm"] as const)(
  "%s has as many lines as asked for, and the same ones for the same seed",
  (workload) => {
    const options = { workload, seed: 3, lines: 300, now: NOW };
    const lines = linesOf(options);
    expect(lines).toHaveLength(300);
    expect(linesOf(options)).toEqual(lines);
    expect(linesOf({ ...options, seed: 4 })).not.toEqual(lines);
  },
);

test("1 % of the record lines are errors", () => {
  const levels = records("recordsWithErrors", 1_000).map(({ level }) => level);
  expect(levels.filter((level) => level === "ERROR")).toHaveLength(10);
  expect(records("records", 1_000).filter(({ level }) => level === "ERROR")).toEqual([]);
});

test("no error of a round is part of a storm, whatever the rounds before it sent", () => {
  const causes = [1_000, 1_001].flatMap((seed) => records("errors", 100, seed).map(fingerprint));
  expect(largestGroup(causes)).toBeLessThanOrEqual(MAX_PER_MINUTE);
});

test("the errors of a storm have one cause", () => {
  expect(largestGroup(records("storm", 50).map(fingerprint))).toBe(50);
});

test("an access line is text that has no field of a record but its message", () => {
  const [record = {}] = records("access", 1);
  expect(record.message).toMatch(/^[\d.]+ - - \[0\d\/Jan\/2026:/);
});
