import type { AnswerRow, AnswerValue, Column, Question } from "../../catalog";
import type { ExpectedRow } from "./expected-answers";

/** Maximum relative error of an approximate percentile, and of an average. */
export const TOLERANCE = 0.01;

/**
 * How the actual rows differ from the expected ones, in any order; empty if they agree. Counts, percentages, times and
 * texts must be equal; durations may differ by TOLERANCE.
 */
export function compareAnswers(
  { answer: { columns } }: Pick<Question, "answer">,
  expected: readonly ExpectedRow[],
  actual: readonly AnswerRow[],
): readonly string[] {
  if (expected.length !== actual.length)
    return [`${actual.length} rows, expected ${expected.length}: ${JSON.stringify(expected.slice(0, 3))}`];
  const sortedActual = sorted(actual, columns);
  return sorted(expected, columns).flatMap((row, index) => {
    const other = sortedActual[index] ?? {};
    return columns
      .filter(({ name, type }) => !agree(type, row[name], other[name]))
      .map(
        ({ name }) =>
          `${name} is ${String(other[name])}, expected ${JSON.stringify(row[name])} in the row ${JSON.stringify(row)}`,
      );
  });
}

/** By the exact columns, because approximate values could change the order. */
function sorted<Row extends ExpectedRow>(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
  const exact = columns.filter(({ type }) => type !== "ms" && type !== "percent");
  const keyOf = (row: Row) => JSON.stringify(exact.map(({ name }) => row[name]));
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function agree(type: Column["type"], expected: ExpectedRow[string], actual: AnswerValue): boolean {
  if (typeof expected === "object")
    return (
      typeof actual === "number" &&
      actual >= expected.least * (1 - TOLERANCE) &&
      actual <= expected.greatest * (1 + TOLERANCE)
    );
  if (typeof expected !== "number" || typeof actual !== "number") return expected === actual;
  if (type === "ms") return Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected);
  // A quotient in floating point.
  if (type === "percent") return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
  return expected === actual;
}
