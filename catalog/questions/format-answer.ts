import type { AnswerRow, AnswerValue } from "./answer-rows";
import type { Column, ColumnType, Question } from "./question";

/** The title of a column, with its unit. */
export function columnTitle({ title, type }: Pick<Column, "title" | "type">): string {
  return type === "ms" ? `${title}, ms` : title;
}

/** The rows of an answer as texts, in the order of its columns. */
export function formatRows(
  { answer: { columns } }: Pick<Question, "answer">,
  rows: readonly AnswerRow[],
): readonly (readonly string[])[] {
  return rows.map((row) => columns.map(({ name, type }) => format(row[name], type)));
}

function format(value: AnswerValue, type: ColumnType): string {
  if (value === undefined) return "–";
  if (typeof value === "string") return value;
  if (type === "time") return new Date(value).toISOString().slice(0, 19).replace("T", " ");
  const text = value.toLocaleString("en", { maximumFractionDigits: 2 });
  return type === "percent" ? `${text} %` : text;
}
