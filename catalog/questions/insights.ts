import type { AnswerRow, AnswerValue } from "./answer-rows";
import type { Column, ColumnType, Parameter, Question } from "./question";
import type { ParameterValues } from "./search-body";

/**
 * A parameter's value as Logs Insights takes it: the text that replaces the placeholder, with quotation marks if it is
 * a string. Source: Amazon CloudWatch Logs User Guide, "Save and re-run CloudWatch Logs Insights queries".
 */
export function insightsValue({ type }: Parameter, value: string | number): string {
  return type === "text" ? JSON.stringify(String(value)) : String(value);
}

/** The values of all parameters of a question; those without a value have their defaults. */
export function insightsValues(
  { parameters }: Question,
  values: ParameterValues = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.map((parameter) => [
      parameter.name,
      insightsValue(parameter, values[parameter.name] ?? parameter.default),
    ]),
  );
}

/** The Logs Insights query of a question, with the values of its parameters in place of the placeholders. */
export function insightsQueryOf(question: Question, values: ParameterValues = {}): string {
  const texts = insightsValues(question, values);
  return question.insights.query.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => texts[name] ?? whole);
}

/** A field of a row as the API of CloudWatch Logs returns it. */
export interface InsightsField {
  readonly field?: string | undefined;
  readonly value?: string | undefined;
}

/** A row by the names of the columns. Logs Insights returns every value as text, and times in UTC without a zone. */
export function insightsRow(columns: readonly Column[], fields: readonly InsightsField[]): AnswerRow {
  const values = new Map(fields.map(({ field, value }) => [field, value]));
  return Object.fromEntries(columns.map(({ name, type }) => [name, valueOf(type, values.get(name))]));
}

function valueOf(type: ColumnType, text: string | undefined): AnswerValue {
  if (text === undefined || type === "text") return text;
  const isDate = type === "time" && !/^\d+$/.test(text);
  return isDate ? Date.parse(`${text.replace(" ", "T")}Z`) : Number(text);
}
