import type { LogId } from "../logs";

/** A parameter of a question. Its placeholder in the query is `{{name}}`, always within a JSON string. */
export interface Parameter {
  readonly name: string;
  /** `interval`: a number and a unit, such as 5m, 1h or 1d. */
  readonly type: "text" | "number" | "integer" | "interval";
  readonly description: string;
  readonly default: string | number;
  /** Whether the question has an answer only with a given value, because no line has the default. */
  readonly required?: true;
}

/** A clause of OpenSearch's query DSL. */
export type Clause = Readonly<Record<string, unknown>>;

/** The OpenSearch query. `searchBody` adds the time window. */
export interface SearchQuery {
  /** All of these must match. */
  readonly where: readonly Clause[];
  readonly aggs?: Readonly<Record<string, unknown>>;
  /**
   * Maximum number of documents in the answer.
   * @default 0 - only aggregations
   */
  readonly size?: number;
  readonly sort?: readonly Clause[];
  /** The fields of the documents. */
  readonly _source?: readonly string[];
}

/** Unit and format of a column. `ms`: milliseconds; `percent`: 0 to 100. */
export type ColumnType = "text" | "time" | "count" | "ms" | "percent";

/** One column of the answer, with the same name in the OpenSearch and the Logs Insights form. */
export interface Column {
  readonly name: string;
  readonly title: string;
  readonly type: ColumnType;
  /** Where OpenSearch's response has the value. */
  readonly from: ColumnSource;
}

/**
 * `key`: the key of the bucket of this aggregation. `count`: the
 * number of documents in that bucket. `path`: a value inside the innermost bucket, or of `aggregations` if there are no
 * groups. `field`: a field of the document.
 */
export type ColumnSource =
  | { readonly key: string }
  | { readonly count: string }
  | { readonly path: readonly string[] }
  | { readonly field: string };

/** How to read OpenSearch's response as a table. */
export interface Answer {
  /**
   * Names of the bucket aggregations, outermost first. Each innermost bucket is a row; without groups, `aggregations` is
   * the only row.
   * @default - each document is a row
   */
  readonly groups?: readonly string[];
  readonly columns: readonly Column[];
}

/** A Vega-Lite chart of the answer's rows. Axes without a title have the title of their column. */
export interface Chart {
  readonly mark: string | Readonly<Record<string, unknown>>;
  readonly encoding: Readonly<Record<string, Encoding>>;
  readonly transform?: readonly Readonly<Record<string, unknown>>[];
  /** Replaces the default height, in pixels. */
  readonly height?: number;
}

type Encoding = Readonly<Record<string, unknown>> & { readonly field: string };

/** A question to the logs, with a query for each place where it can be asked. */
export interface Question {
  readonly id: string;
  readonly title: string;
  /** What it answers, as a question. */
  readonly description: string;
  /** The logs that it searches. */
  readonly logs: readonly LogId[];
  /**
   * Default start of the time window, as OpenSearch date math.
   * @default - all records
   */
  readonly since?: string;
  /** Parameters besides the time window. */
  readonly parameters: readonly Parameter[];
  readonly search: SearchQuery;
  /** CloudWatch Logs Insights query. Its time window is set where the query is started. */
  readonly insights: {
    readonly query: string;
    /**
     * `forwarder`: the log group of a forwarder, whose lines summarize invocations.
     * @default "logs" - the log groups of `logs`
     */
    readonly source?: "logs" | "forwarder";
  };
  readonly answer: Answer;
  readonly chart: Chart;
  /**
   * Why it has no Datadog form.
   * @default - `datadogForms` derives the form from `search` and `answer`
   */
  readonly noDatadog?: string;
  /** What an answer without rows means. */
  readonly ifEmpty: string;
}

/** Names of the parameters that every question has. */
export const WINDOW_PARAMETERS = ["since", "until"] as const;
