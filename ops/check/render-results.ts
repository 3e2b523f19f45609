import { CHECKLIST } from "./checklist";
import type { Result } from "./outcome";
import type { CheckResult } from "./run-checks";

const SYMBOLS: Readonly<Record<Result, string>> = { verified: "✔", failed: "✘", "not verifiable": "?" };

/** The results by the items of the checklist, for people. */
export function renderResults(results: readonly CheckResult[]): string {
  const sections = CHECKLIST.map(({ id, title }) => ({
    title,
    lines: results.filter(({ check }) => check.item === id).flatMap(renderResult),
  })).filter(({ lines }) => lines.length > 0);
  return [...sections.flatMap(({ title, lines }) => [title, ...lines, ""]), summary(results)].join("\n");
}

function renderResult({ check: { id, title }, outcome }: CheckResult): readonly string[] {
  const remedy = outcome.result === "verified" ? [] : [`      remedy: ${outcome.remedy}`];
  return [
    `  ${SYMBOLS[outcome.result]} ${id}: ${title}`,
    `      ${outcome.result}: ${outcome.how}`,
    ...remedy,
  ];
}

export function countResults(results: readonly CheckResult[], result: Result): number {
  return results.filter(({ outcome }) => outcome.result === result).length;
}

function summary(results: readonly CheckResult[]): string {
  return (["verified", "failed", "not verifiable"] as const)
    .map((result) => `${countResults(results, result)} ${result}`)
    .join(", ");
}
