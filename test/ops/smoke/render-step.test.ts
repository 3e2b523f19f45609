import { renderStep, summary } from "../../../ops/smoke/render-step";
import type { StepResult } from "../../../ops/smoke/step";

const passed: StepResult = {
  id: "write",
  title: "lines are accepted",
  durationMs: 340,
  result: "passed",
  how: "24 lines",
};
const failed: StepResult = {
  ...{ id: "sentry-arrival", title: "Sentry has them", durationMs: 61_250, result: "failed" },
  problems: [{ problem: "Sentry does not have\u001b[2J audit/error", remedy: "npx logs parked production" }],
};

test("a step shows its time, and what was found", () => {
  expect(renderStep(passed)).toBe("✔ write: lines are accepted (340 ms)\n    passed: 24 lines");
});

test("a failed step shows each problem with its remedy, and no control character", () => {
  expect(renderStep(failed).split("\n")).toEqual([
    "✘ sentry-arrival: Sentry has them (61.3 s)",
    String.raw`    failed: Sentry does not have\x1b[2J audit/error`,
    "    remedy: npx logs parked production",
  ]);
});

test("the summary counts the results", () => {
  expect(summary([passed, failed, passed])).toBe("2 passed, 1 failed, 0 skipped");
});
