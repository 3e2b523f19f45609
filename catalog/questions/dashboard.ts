import { insightsValues } from "./insights";
import type { Question } from "./question";

/** A filter that the user of the CloudWatch dashboard sets, for all widgets of questions at once. */
export interface DashboardFilter {
  readonly id: string;
  readonly label: string;
  /** The field of the log record that it compares. */
  readonly field: string;
  /** The value that does not filter. The dashboard replaces this text in all queries by the value that the user enters. */
  readonly all: string;
}

export const DASHBOARD_FILTERS = [
  { id: "shop", label: "Shop", field: "shop", all: "all-shops" },
  { id: "route", label: "Route", field: "path", all: "all-routes" },
] as const satisfies readonly DashboardFilter[];

/** How a widget of Logs Insights shows an answer. */
export type DashboardView = "bar" | "timeSeries" | "table";

/** Whether the dashboard shows the question. One with a required parameter has no answer until somebody enters it. */
export function isOnDashboard({ parameters }: Question): boolean {
  return parameters.every(({ required = false }) => !required);
}

/**
 * The Logs Insights query of a question's widget: with the default parameters and the dashboard's filters. A filter
 * compares two texts: the field with the value, and the value with the beginning of "all". With the value "all-shops"
 * every line passes, also one without a shop; with the value of a shop only the lines of this shop do. The lines of the
 * forwarder summarize invocations, and have neither shop nor route.
 */
export function dashboardQuery(question: Question): string {
  const { query, source } = question.insights;
  const values = insightsValues(question);
  const expanded = query.replaceAll(
    /\{\{(\w+)\}\}/g,
    (placeholder, name: string) => values[name] ?? placeholder,
  );
  return source === "forwarder" ? expanded : [...DASHBOARD_FILTERS.map(filterCommand), expanded].join("\n| ");
}

function filterCommand({ field, all }: DashboardFilter): string {
  return `filter ${field} = "${all}" or strcontains("${all}", "${all.slice(0, -1)}") = 1`;
}

/**
 * Logs Insights draws bars for one number per group, and lines for numbers grouped by time alone. Source: Amazon
 * CloudWatch Logs User Guide, "Visualizing log data in graphs".
 */
export function dashboardView({
  answer: { groups = [], columns },
  chart: { mark },
}: Question): DashboardView {
  const numbers = columns.filter(({ type }) => type === "count" || type === "ms" || type === "percent");
  const byTime = columns.filter(({ type, from }) => type === "time" && "key" in from);
  if (groups.length === 0) return "table";
  if (byTime.length > 0) return groups.length === 1 ? "timeSeries" : "table";
  const isBar = mark === "bar" || (typeof mark === "object" && mark["type"] === "bar");
  return isBar && numbers.length === 1 ? "bar" : "table";
}
