import { type DatadogColumn, type DatadogForm, datadogForms, type Question, QUESTIONS } from "../../catalog";
import { code, table } from "./markdown";

/** Rows of a widget. A logs query returns at most 1,000 groups. */
const MAX_ROWS = 100;

/**
 * The dashboard as the API of Datadog takes it. Source: Datadog API reference, "Dashboards", "Create a new dashboard":
 * the models Dashboard, TimeseriesWidgetDefinition, ToplistWidgetDefinition and TableWidgetDefinition.
 */
export function datadogDashboard(): string {
  return JSON.stringify({
    title: "InventorySync",
    description: "The questions of the catalogue. npm run docs writes this file.",
    layout_type: "ordered",
    template_variables: [{ name: "env", prefix: "env", available_values: [], defaults: ["*"] }],
    widgets: datadogForms(QUESTIONS).flatMap((result) =>
      "form" in result ? [{ definition: widget(result.question, result.form) }] : [],
    ),
  });
}

/** The questions that the dashboard does not have, with the reasons. */
export function questionsWithoutDatadog(): string {
  return table(
    ["question", "why Datadog does not show it"],
    datadogForms(QUESTIONS).flatMap((result) =>
      "form" in result ? [] : [[result.question.title, result.reason]],
    ),
  );
}

/** The attributes that Datadog must have as facets, and those that it must have as measures. */
export function datadogFacets(): string {
  const forms = datadogForms(QUESTIONS).flatMap((result) => ("form" in result ? [result.form] : []));
  const facets = forms.flatMap(({ groupBy }) => groupBy);
  const queries = forms.flatMap(({ columns }) => columns.filter((column) => "query" in column));
  const measures = queries.flatMap(({ query: search, compute }) => [
    ...(compute.metric === undefined ? [] : [compute.metric]),
    ...[...search.matchAll(/(\S+):>=/g)].flatMap(([, attribute]) => attribute ?? []),
  ]);
  const list = (names: readonly string[]) => [...new Set(names)].sort().map(code).join(", ");
  return table(
    ["needed as", "attributes"],
    [
      ["facet", list(facets)],
      ["measure", list(measures)],
    ],
  );
}

function widget({ title, description }: Question, form: DatadogForm): object {
  const { columns, groupBy, overTime } = form;
  const request = {
    response_format: overTime ? "timeseries" : "scalar",
    queries: columns.flatMap((column) => ("query" in column ? [query(column, form)] : [])),
    formulas: columns.map((column) => ({
      formula: "formula" in column ? column.formula : column.name,
      alias: column.type === "ms" ? `${column.title}, ms` : column.title,
    })),
  };
  const heading = { title: `${title}: ${description}` };
  if (overTime) return { ...heading, type: "timeseries", requests: [{ ...request, display_type: "bars" }] };
  if (groupBy.length === 0) return { ...heading, type: "query_table", requests: [request] };
  const sorted = { ...request, sort: { count: MAX_ROWS, order_by: [sortBy(form)] } };
  return { ...heading, type: columns.length === 1 ? "toplist" : "query_table", requests: [sorted] };
}

function query(
  { name, query: search, compute }: Extract<DatadogColumn, { readonly query: string }>,
  { groupBy, groupSort }: DatadogForm,
): object {
  return {
    data_source: "logs",
    name,
    indexes: [],
    search: { query: `$env service:inventorysync ${search}` },
    compute,
    group_by: groupBy.map((facet) => ({ facet, limit: MAX_ROWS, sort: { ...groupSort, order: "desc" } })),
  };
}

/** By the column that selects the groups. */
function sortBy({ columns, groupSort }: DatadogForm): object {
  const index = columns.findIndex(
    (column) =>
      "compute" in column &&
      column.compute.aggregation === groupSort.aggregation &&
      column.compute.metric === groupSort.metric,
  );
  return { type: "formula", index, order: "desc" };
}
