import type { AnswerRow } from "./answer-rows";
import type { Answer, Column, ColumnSource, Question } from "./question";
import { bodyWith } from "./search-body";

/** OpenSearch Dashboards 3 has Vega-Lite 5. */
const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/** A Vega-Lite specification. */
export type VegaLite = Readonly<Record<string, unknown>>;

/** The chart of these rows. */
export function chartOfRows(question: Question, rows: readonly AnswerRow[]): VegaLite {
  return chart(question, { values: rows }, []);
}

/**
 * The chart for OpenSearch Dashboards, which searches these data streams in the time range and with the filters of the
 * dashboard. Parameters have their defaults; an interval fits the time range.
 * Source for the words in percent signs: OpenSearch Dashboards, README of the plugin vis_type_vega.
 */
export function chartForDashboards(question: Question, dataStreams: readonly string[]): VegaLite {
  const timeRange = { range: { "@timestamp": { "%timefilter%": true } } };
  const { query, ...body } = bodyWith(question, timeRange) as { readonly query: unknown };
  const search = { ...body, query: { bool: { must: [query, "%dashboard_context-must_clause%"] } } };
  const data = {
    url: { index: dataStreams.join(","), body: withDefaults(question, search) },
    format: { property: propertyOf(question.answer) },
  };
  return chart(question, data, rowTransforms(question.answer));
}

function chart(
  { title, chart: { mark, encoding, transform = [], height }, answer: { columns } }: Question,
  data: VegaLite,
  rowTransforms: readonly VegaLite[],
): VegaLite {
  return {
    $schema: SCHEMA,
    title,
    width: "container",
    ...(height !== undefined && { height }),
    data,
    transform: [...rowTransforms, ...transform.flatMap((step) => withTitles(step, columns))],
    mark: typeof mark === "string" ? { type: mark, tooltip: true } : { tooltip: true, ...mark },
    encoding: Object.fromEntries(
      Object.entries(encoding).map(([channel, { ...definition }]) => [
        channel,
        { title: axisTitle(definition.field, columns), ...definition },
      ]),
    ),
  };
}

/** A fold makes categories of columns; they have the titles of the columns. */
function withTitles(transform: VegaLite, columns: readonly Column[]): readonly VegaLite[] {
  const { fold, as } = transform as { readonly fold?: readonly string[]; readonly as?: readonly string[] };
  const [category] = as ?? [];
  if (!fold || category === undefined) return [transform];
  const titles = Object.fromEntries(
    columns.filter(({ name }) => fold.includes(name)).map(({ name, title }) => [name, title]),
  );
  return [transform, { calculate: `(${JSON.stringify(titles)})[datum${member(category)}]`, as: category }];
}

function axisTitle(field: string, columns: readonly Column[]): string {
  const column = columns.find(({ name }) => name === field);
  if (!column) return field;
  return column.type === "ms" ? `${column.title}, milliseconds` : column.title;
}

/** The part of the response that contains the rows or the outermost buckets. */
function propertyOf({ groups }: Answer): string {
  if (!groups) return "hits.hits";
  const [outermost] = groups;
  return outermost === undefined ? "aggregations" : `aggregations.${outermost}.buckets`;
}

/** Makes a row with the columns of the answer from each document or innermost bucket. */
function rowTransforms({ groups, columns }: Answer): readonly VegaLite[] {
  const [, ...nested] = groups ?? [];
  const parentOf = (group: string) => groups?.[groups.indexOf(group) - 1] ?? "";
  return [
    ...nested.map((group) => ({
      flatten: [
        isNested(groups, parentOf(group)) ? `${parentOf(group)}.${group}.buckets` : `${group}.buckets`,
      ],
      as: [group],
    })),
    ...columns.map(({ name, type, from }) => {
      const value = expressionOf(from, groups);
      return { calculate: type === "time" ? `toDate(${value})` : value, as: name };
    }),
  ];
}

function isNested(groups: readonly string[] | undefined, group: string): boolean {
  return groups !== undefined && groups.indexOf(group) > 0;
}

function expressionOf(from: ColumnSource, groups: readonly string[] | undefined): string {
  const bucketOf = (group: string) => (isNested(groups, group) ? `datum${member(group)}` : "datum");
  if ("count" in from) return `${bucketOf(from.count)}.doc_count`;
  if ("key" in from) return `${bucketOf(from.key)}.key`;
  if ("field" in from) return `datum._source${member(from.field)}`;
  return `${bucketOf(groups?.at(-1) ?? "")}${from.path.map(member).join("")}`;
}

function member(name: string): string {
  return `[${JSON.stringify(name)}]`;
}

/** An interval fits the time range of the dashboard. Other parameters have their defaults. */
function withDefaults({ parameters }: Question, body: unknown): unknown {
  const values = new Map(parameters.map((parameter) => [`{{${parameter.name}}}`, parameter]));
  const replace = (_key: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    if (values.get(value)?.type === "interval") return { "%autointerval%": true };
    return value.replace(/\{\{\w+\}\}/g, (placeholder) =>
      String(values.get(placeholder)?.default ?? placeholder),
    );
  };
  return JSON.parse(JSON.stringify(body, replace));
}
