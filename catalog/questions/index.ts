import { BUSINESS_QUESTIONS } from "./business";
import { ERROR_QUESTIONS } from "./errors";
import { PERFORMANCE_QUESTIONS } from "./performance";
import type { Question } from "./question";
import { RECORD_QUESTIONS } from "./records";

export { type AnswerRow, type AnswerValue, answerRows, type SearchResponse } from "./answer-rows";
export { PERCENTILE_COMPRESSION } from "./clauses";
export {
  DATADOG_AGGREGATIONS,
  type DatadogColumn,
  type DatadogCompute,
  type DatadogForm,
  datadogForms,
} from "./datadog";
export { columnTitle, formatRows } from "./format-answer";
export {
  DASHBOARD_FILTERS,
  type DashboardFilter,
  dashboardQuery,
  type DashboardView,
  dashboardView,
  isOnDashboard,
} from "./dashboard";
export { insightsQueryOf, insightsRow, insightsValue, insightsValues } from "./insights";
export * from "./question";
export { chartForDashboards, chartOfRows, type VegaLite } from "./vega-lite";
export { bodyWith, type ParameterValues, searchBody } from "./search-body";

/** The key metrics of the deployment guide, section 5, and questions about the lines themselves. */
export const QUESTIONS = [
  ...ERROR_QUESTIONS,
  ...PERFORMANCE_QUESTIONS,
  ...BUSINESS_QUESTIONS,
  ...RECORD_QUESTIONS,
] as const satisfies readonly Question[];

export type QuestionId = (typeof QUESTIONS)[number]["id"];

/** @throws Error if no question has this id */
export function questionById(id: string): Question {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (question) return question;
  const ids = QUESTIONS.map((candidate) => candidate.id).join(", ");
  throw new Error(`unknown question ${JSON.stringify(id)}, expected one of ${ids}`);
}
