import { type Field, FIELDS } from "../fields";
import { logById } from "../logs";
import type { Column, Question } from "./question";
import { searchBody } from "./search-body";

/**
 * Aggregations of a logs query. Source: Datadog API reference, "Dashboards", FormulaAndFunctionEventAggregation.
 */
export const DATADOG_AGGREGATIONS = [
  "count",
  "cardinality",
  "median",
  "pc75",
  "pc90",
  "pc95",
  "pc98",
  "pc99",
  "sum",
  "min",
  "max",
  "avg",
] as const;

export interface DatadogCompute {
  readonly aggregation: (typeof DATADOG_AGGREGATIONS)[number];
  /** The attribute whose values are aggregated; not for `count`. */
  readonly metric?: string;
}

/** One column of the answer: a search with a compute, or a formula of other columns. */
export type DatadogColumn = Pick<Column, "name" | "title" | "type"> &
  ({ readonly query: string; readonly compute: DatadogCompute } | { readonly formula: string });

/** A question in Datadog's log search syntax, over Datadog's names of the fields. */
export interface DatadogForm {
  readonly columns: readonly DatadogColumn[];
  /** The attributes that records are grouped by, besides the time. */
  readonly groupBy: readonly string[];
  /** Selects the groups, highest first. */
  readonly groupSort: DatadogCompute;
  /** Whether the answer is a series over time. */
  readonly overTime: boolean;
}

export type DatadogResult =
  | { readonly question: Question; readonly form: DatadogForm }
  | { readonly question: Question; readonly reason: string };

/** The Datadog form of each question, or why it has none. */
export function datadogForms(questions: readonly Question[]): readonly DatadogResult[] {
  return questions.map((question) => {
    const logs = question.logs.filter((log) => logById(log).destinations.includes("datadog"));
    if (logs.length === 0)
      return { question, reason: `Datadog does not receive the log ${question.logs.join(", ")}` };
    if (question.noDatadog !== undefined) return { question, reason: question.noDatadog };
    return { question, form: formOf(question, logs) };
  });
}

/** A clause or an aggregation of OpenSearch's query DSL: its type with its options. */
type Dsl = Readonly<Record<string, unknown>>;
type Aggregations = Readonly<Record<string, Dsl>>;

function formOf(question: Question, logs: readonly string[]): DatadogForm {
  // Datadog sets the time window where the query is run.
  const timeless: { -readonly [Key in keyof Question]: Question[Key] } = { ...question };
  delete timeless.since;
  const body = searchBody(timeless) as { readonly query: Dsl; readonly aggs: Aggregations };
  const base = `log:${anyOf(logs)} ${searchOf(body.query)}`;

  const { groups = [], columns } = question.answer;
  let innermost = body.aggs;
  const outer = groups.map((group) => {
    const aggregation = aggregationOf(innermost, group);
    innermost = (aggregation["aggs"] ?? {}) as Aggregations;
    return aggregation;
  });
  const measures = columns.flatMap((column) => measureOf(column, columns, innermost, base));
  return {
    columns: measures,
    groupBy: outer.flatMap(facetsOf),
    groupSort: groupSortOf(innermost),
    overTime: outer.some((aggregation) => "date_histogram" in aggregation),
  };
}

/** The attributes of a bucket aggregation. A date histogram is the axis of the time. */
function facetsOf(aggregation: Dsl): readonly string[] {
  return "terms" in aggregation ? [attributeOf(fieldOf(aggregation["terms"]))] : [];
}

function measureOf(
  { name, title, type, from }: Column,
  columns: readonly Column[],
  aggregations: Aggregations,
  base: string,
): readonly DatadogColumn[] {
  const labels = { name, title, type };
  if ("count" in from) return [{ ...labels, query: base, compute: { aggregation: "count" } }];
  if (!("path" in from)) return [];
  const [aggregationName = "", , percent] = from.path;
  const aggregation = aggregationOf(aggregations, aggregationName);
  if ("filter" in aggregation)
    return [
      {
        ...labels,
        query: `${base} ${searchOf(aggregation["filter"] as Dsl)}`,
        compute: { aggregation: "count" },
      },
    ];
  if ("bucket_script" in aggregation) return [{ ...labels, formula: percentOf(aggregation, columns) }];
  const compute = computeOf(aggregation, percent);
  return compute.metric === attributeOf("@timestamp") ? [] : [{ ...labels, query: base, compute }];
}

/** `percentOf` in clauses.ts is the only script. */
function percentOf(aggregation: Dsl, columns: readonly Column[]): string {
  const { buckets_path: paths } = aggregation["bucket_script"] as {
    readonly buckets_path: { readonly part: string };
  };
  const part = columns.find(({ from }) => "path" in from && `${from.path[0]}._count` === paths.part);
  const total = columns.find(({ from }) => "count" in from);
  // A group without a match is absent from the first query.
  return `100 * default_zero(${part?.name}) / ${total?.name}`;
}

function computeOf(aggregation: Dsl, percent?: string): DatadogCompute {
  const [kind = ""] = Object.keys(aggregation);
  const metric = attributeOf(fieldOf(aggregation[kind]));
  const name = kind === "percentiles" ? (Number(percent) === 50 ? "median" : `pc${Number(percent)}`) : kind;
  const found = DATADOG_AGGREGATIONS.find((candidate) => candidate === name);
  if (!found)
    throw new Error(`Datadog has no aggregation ${name}; state in the question why it has no Datadog form`);
  return { aggregation: found, metric };
}

/** By the percentile that the answer is sorted by, as `duration[95.0]`; otherwise by the number of records. */
function groupSortOf(aggregations: Aggregations): DatadogCompute {
  const sort = /"sort":\[\{"(\w+)\[([\d.]+)\]"/.exec(JSON.stringify(aggregations));
  if (!sort) return { aggregation: "count" };
  return computeOf(aggregationOf(aggregations, sort[1] ?? ""), sort[2]);
}

function aggregationOf(aggregations: Aggregations, name: string): Dsl {
  const found = aggregations[name];
  if (!found) throw new Error(`no aggregation ${name}, but ${Object.keys(aggregations).join(", ")}`);
  return found;
}

/** A clause in Datadog's log search syntax. Source: Datadog documentation, "Log Search Syntax". */
function searchOf(clause: Dsl): string {
  const [kind = "", options] = Object.entries(clause)[0] ?? [];
  switch (kind) {
    case "bool": {
      const { must = [], should = [] } = options as Readonly<
        Partial<Record<"must" | "should", readonly Dsl[]>>
      >;
      return [
        ...must.map(searchOf),
        ...(should.length > 0 ? [`(${should.map(searchOf).join(" OR ")})`] : []),
      ].join(" ");
    }
    case "exists":
      return `${attributeOf(fieldOf(options))}:*`;
    case "term":
    case "terms": {
      const [field = "", value] = Object.entries(options as Dsl)[0] ?? [];
      return `${attributeOf(field)}:${anyOf([value].flat().map((each) => valueOf(field, String(each))))}`;
    }
    case "range": {
      const [field = "", bounds] = Object.entries(options as Dsl)[0] ?? [];
      return `${attributeOf(field)}:>=${Number((bounds as { readonly gte: unknown }).gte)}`;
    }
    default:
      throw new Error(`the clause ${kind} has no form in Datadog; state in the question why it has none`);
  }
}

function anyOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : `(${values.join(" OR ")})`;
}

/** Reserved attributes and tags, which Datadog writes without `@`. */
const RESERVED: readonly string[] = ["timestamp", "status", "message", "env", "version"];

/** The name of a field in searches and facets, such as `@error.kind`. */
function attributeOf(field: string): string {
  const name = field.replace(/\.keyword$/, "");
  const row = (FIELDS as readonly Field[]).find((candidate) => candidate.name === name);
  if (!row) throw new Error(`${field} is not a field of the catalogue`);
  const attribute = row.datadog ?? row.name;
  return RESERVED.includes(attribute) ? attribute : `@${attribute}`;
}

/** Datadog converts the status of a log to lower case. */
function valueOf(field: string, value: string): string {
  return attributeOf(field) === "status" ? value.toLowerCase() : JSON.stringify(value);
}

function fieldOf(options: unknown): string {
  return (options as { readonly field: string }).field;
}
