import { z } from "zod";
import { DATADOG_AGGREGATIONS, datadogForms, QUESTIONS } from "../../../catalog";
import { datadogDashboard, datadogFacets } from "../../../scripts/docs/datadog-dashboard";

const order = z.enum(["asc", "desc"]);
const aggregation = z.enum(DATADOG_AGGREGATIONS);

/** Source: datadog-api-client-typescript, v1 models, FormulaAndFunctionEventQueryDefinition and the models it names. */
const logsQuery = z.strictObject({
  data_source: z.literal("logs"),
  name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
  indexes: z.array(z.string()),
  search: z.strictObject({ query: z.string().min(1) }),
  compute: z.strictObject({ aggregation, metric: z.string().optional() }),
  group_by: z.array(
    z.strictObject({
      facet: z.string(),
      limit: z.int().positive().max(1_000),
      sort: z.strictObject({ aggregation, metric: z.string().optional(), order }),
    }),
  ),
});

const request = z.strictObject({
  response_format: z.literal("scalar"),
  queries: z.array(logsQuery).min(1),
  formulas: z.array(z.strictObject({ formula: z.string(), alias: z.string() })).min(1),
  sort: z
    .strictObject({
      count: z.int().positive(),
      order_by: z.array(z.strictObject({ type: z.literal("formula"), index: z.int().min(0), order })),
    })
    .optional(),
});
const timeseriesRequest = request
  .omit({ sort: true })
  .extend({ response_format: z.literal("timeseries"), display_type: z.enum(["area", "bars", "line"]) });

/**
 * Source: the same models: Dashboard, DashboardTemplateVariable, Widget, TimeseriesWidgetDefinition,
 * ToplistWidgetDefinition and TableWidgetDefinition; a table and a top list have one request.
 */
const dashboardSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string(),
  layout_type: z.enum(["ordered", "free"]),
  template_variables: z.array(
    z.strictObject({
      name: z.string(),
      prefix: z.string(),
      available_values: z.array(z.string()),
      defaults: z.array(z.string()),
    }),
  ),
  widgets: z.array(
    z.strictObject({
      definition: z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("timeseries"),
          title: z.string(),
          requests: z.array(timeseriesRequest).min(1),
        }),
        z.strictObject({
          type: z.literal("toplist"),
          title: z.string(),
          requests: z.array(request).length(1),
        }),
        z.strictObject({
          type: z.literal("query_table"),
          title: z.string(),
          requests: z.array(request).length(1),
        }),
      ]),
    }),
  ),
});

const DASHBOARD = dashboardSchema.parse(JSON.parse(datadogDashboard()));
type Request = z.infer<typeof request> | z.infer<typeof timeseriesRequest>;
const REQUESTS = DASHBOARD.widgets.flatMap(({ definition }): Request[] => [...definition.requests]);

test("the dashboard has a widget of each question with a Datadog form", () => {
  const expected = datadogForms(QUESTIONS).flatMap((result) =>
    "form" in result ? [`${result.question.title}: ${result.question.description}`] : [],
  );
  expect(DASHBOARD.widgets.map(({ definition }) => definition.title)).toEqual(expected);
});

test("every search uses the template variable and the service of the intake", () => {
  const [variable] = DASHBOARD.template_variables;
  for (const { search } of REQUESTS.flatMap(({ queries }) => queries))
    expect(search.query.startsWith(`$${variable?.name} service:inventorysync log:`)).toBe(true);
});

test("every formula computes with queries of its request", () => {
  for (const { queries, formulas } of REQUESTS)
    for (const { formula } of formulas) {
      const names = (formula.match(/[a-z_][a-z0-9_]*/g) ?? []).filter((name) => name !== "default_zero");
      expect(names.length).toBeGreaterThan(0);
      expect(queries.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    }
});

test("a sorted widget is sorted by one of its formulas", () => {
  for (const each of REQUESTS) {
    const keys = "sort" in each ? (each.sort?.order_by ?? []) : [];
    for (const { index } of keys) expect(index).toBeLessThan(each.formulas.length);
  }
});

test("the facets and measures that the documents name are those of the dashboard", () => {
  const text = datadogFacets();
  for (const { compute, group_by: groups } of REQUESTS.flatMap(({ queries }) => queries))
    for (const name of [...groups.map(({ facet }) => facet), ...[compute.metric ?? []].flat()])
      expect(text).toContain(`\`${name}\``);
});
