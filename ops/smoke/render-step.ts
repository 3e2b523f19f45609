import { printableLine } from "../cli";
import type { StepResult } from "./step";

const SYMBOLS: Readonly<Record<StepResult["result"], string>> = { passed: "✔", failed: "✘", skipped: "–" };

/** A step for people: its statement, the time it took, and what was found, or the problems with their remedies. */
export function renderStep(step: StepResult): string {
  const { id, title, durationMs, result } = step;
  const lines =
    step.result === "failed"
      ? step.problems.flatMap(({ problem, remedy }) => [`failed: ${problem}`, `remedy: ${remedy}`])
      : [`${result}: ${step.how}`];
  return [
    `${SYMBOLS[result]} ${id}: ${title} (${formatDuration(durationMs)})`,
    ...lines.map((line) => `    ${printableLine(line)}`),
  ].join("\n");
}

export function formatDuration(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

export function summary(steps: readonly StepResult[]): string {
  return (["passed", "failed", "skipped"] as const)
    .map((result) => `${steps.filter((step) => step.result === result).length} ${result}`)
    .join(", ");
}
