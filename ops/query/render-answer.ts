import { stringify } from "csv-stringify/sync";
import { type AnswerRow, type Column, columnTitle, formatRows, type Question } from "../../catalog";
import type { Io } from "../cli";
import { plainTable } from "../cli/plain-table";
import { bars, sparkline } from "./bars";
import type { QueryOptions } from "./query-options";

/** The rows of an answer for people, or as CSV for spreadsheets. */
export function renderAnswer(
  question: Question,
  rows: readonly AnswerRow[],
  format: QueryOptions["format"],
  io: Io,
): string {
  const { columns } = question.answer;
  switch (format) {
    case "csv":
      return stringify(
        rows.map((row) => columns.map((column) => csvValue(column, row))),
        { header: true, columns: columns.map(({ name }) => name), escape_formulas: true },
      ).trimEnd();
    case "bars":
      return renderBars(columns, rows, io.stdout.columns ?? 80);
    case "table":
      return plainTable(columns.map(columnTitle), formatRows(question, rows), columns.map(isNumber));
  }
}

/** A sparkline for each group of a series over time, and bars otherwise. */
function renderBars(columns: readonly Column[], rows: readonly AnswerRow[], width: number): string {
  const measure = columns.find(({ type }) => type === "ms" || type === "percent") ?? columns.find(isNumber);
  if (!measure) return plainTable(columns.map(columnTitle), formatRows({ answer: { columns } }, rows), []);
  const labels = columns.filter(({ type }) => type === "text");
  const labelOf = (row: AnswerRow) => labels.map(({ name }) => String(row[name] ?? "–")).join("  ");
  const valueOf = (row: AnswerRow) => Number(row[measure.name] ?? 0);
  const time = columns.find(({ type }) => type === "time");
  const series = time && groupBy(rows, labelOf);
  const heading = columnTitle(measure);
  if (!time || !series || series.size === rows.length)
    return [
      heading,
      ...bars(
        rows.map((row) => [labelOf(row) || heading, valueOf(row)]),
        width,
      ),
    ].join("\n");
  const times = [...new Set(rows.map((row) => Number(row[time.name])))].toSorted((a, b) => a - b);
  const lines = [...series].map(([label, group]) => {
    const byTime = new Map(group.map((row) => [Number(row[time.name]), valueOf(row)]));
    return [label, sparkline(times.map((at) => byTime.get(at) ?? 0)), String(Math.max(...byTime.values()))];
  });
  return plainTable(["", heading, "highest"], lines, [false, false, true]);
}

function groupBy(
  rows: readonly AnswerRow[],
  labelOf: (row: AnswerRow) => string,
): ReadonlyMap<string, AnswerRow[]> {
  const groups = new Map<string, AnswerRow[]>();
  for (const row of rows) groups.set(labelOf(row), [...(groups.get(labelOf(row)) ?? []), row]);
  return groups;
}

function isNumber({ type }: Column): boolean {
  return type !== "text" && type !== "time";
}

function csvValue({ name, type }: Column, row: AnswerRow): string | number {
  const value = row[name] ?? "";
  return type === "time" && typeof value === "number" ? new Date(value).toISOString() : value;
}
