import { type AnswerRow, columnTitle, formatRows, type Question } from "../../catalog";
import type { Redactor } from "../redaction";
import { printable } from "./printable";

/** Rows of an answer in a notification. */
export const MAX_ROWS = 5;
/** A route or the type of an error; a longer value makes the table too wide for a phone. */
const MAX_CELL_CHARACTERS = 40;

/**
 * The answer of a question as a table of plain text: a line with the titles, and one for each row. An answer that has
 * one row by definition has a line for each value instead, without those that are 0. Empty if the answer is empty.
 */
export function answerTable(
  question: Question,
  rows: readonly AnswerRow[],
  redactor: Pick<Redactor, "redactText">,
): readonly string[] {
  const { columns, groups } = question.answer;
  const answered = rows.filter((row) => columns.some(({ name }) => row[name] !== undefined));
  const cells = formatRows(question, answered.slice(0, MAX_ROWS)).map((row) =>
    row.map((cell) => printable(redactor.redactText(cell).text, MAX_CELL_CHARACTERS)),
  );
  const titles = columns.map(columnTitle);
  if (groups?.length !== 0) {
    const isNumber = columns.map(({ type }) => type !== "text" && type !== "time");
    return cells.length === 0 ? [] : align([titles, ...cells], isNumber);
  }
  const [row] = answered;
  const pairs = columns.flatMap(({ name }, index) =>
    row?.[name] === undefined || row[name] === 0 ? [] : [[titles[index] ?? "", cells[0]?.[index] ?? ""]],
  );
  return align(pairs, [false, true]);
}

function align(rows: readonly (readonly string[])[], alignRight: readonly boolean[]): readonly string[] {
  const widths = alignRight.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        alignRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
