import type { Answer, ColumnSource } from "./question";

/** A value of an answer; a time in milliseconds since the epoch. Undefined if the records do not have it. */
export type AnswerValue = string | number | undefined;

/** One row of an answer, by the names of the columns. */
export type AnswerRow = Readonly<Record<string, AnswerValue>>;

/** The parts of OpenSearch's response to a search that the answers are read from. */
export interface SearchResponse {
  readonly hits?: {
    readonly total?: { readonly value: number };
    readonly hits?: readonly { readonly _id?: string; readonly _source?: JsonObject }[];
  };
  readonly aggregations?: JsonObject;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A bucket aggregation's response; each bucket may contain further aggregations. */
interface Buckets {
  readonly buckets: readonly Bucket[];
}
type Bucket = JsonObject & { readonly key: unknown; readonly doc_count: number };

/** One row of the response, before its columns are read. */
interface RawRow {
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly innermost: JsonObject;
}

/**
 * The rows of an answer; none if no record matched.
 *
 * @throws Error if the response has no aggregation of a name that the answer expects
 */
export function answerRows({ groups, columns }: Answer, response: SearchResponse): readonly AnswerRow[] {
  const rows = groups ? aggregationRows(groups, response) : documentRows(response);
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, type, from }) => {
        const value = valueOf(from, row);
        return [name, type === "time" && typeof value === "string" ? Date.parse(value) : value];
      }),
    ),
  );
}

function documentRows({ hits }: SearchResponse): readonly RawRow[] {
  return (hits?.hits ?? []).map(({ _source: source = {} }) => ({ buckets: {}, innermost: source }));
}

function aggregationRows(groups: readonly string[], { hits, aggregations = {} }: SearchResponse) {
  if (hits?.total?.value === 0) return [];
  let rows: readonly RawRow[] = [{ buckets: {}, innermost: aggregations }];
  for (const group of groups) {
    rows = rows.flatMap(({ buckets, innermost }) =>
      bucketsOf(innermost, group).map((bucket) => ({
        buckets: { ...buckets, [group]: bucket },
        innermost: bucket,
      })),
    );
  }
  return rows;
}

function bucketsOf(parent: JsonObject, name: string): readonly Bucket[] {
  const aggregation = parent[name] as Buckets | undefined;
  if (!aggregation)
    throw new Error(
      `the response has no aggregation ${name}, but ${Object.keys(parent).join(", ") || "none at all"}`,
    );
  return aggregation.buckets;
}

function valueOf(from: ColumnSource, { buckets, innermost }: RawRow): AnswerValue {
  if ("count" in from) return buckets[from.count]?.doc_count;
  if ("field" in from) return scalar(innermost[from.field]);
  if ("path" in from) return scalar(from.path.reduce<unknown>(child, innermost));
  return scalar(buckets[from.key]?.key);
}

function child(parent: unknown, name: string): unknown {
  return typeof parent === "object" && parent !== null ? (parent as JsonObject)[name] : undefined;
}

/** A metric without values is null in the response. */
function scalar(value: unknown): AnswerValue {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
