import type { Clause, Question } from "./question";

/** The time window of a search: from `since` until `until`, both as OpenSearch date math or RFC 3339. */
export interface Window {
  /** @default - the oldest record */
  readonly since?: string | number | undefined;
  /** @default - now */
  readonly until?: string | number | undefined;
}

export type ParameterValues = Readonly<Record<string, string | number>>;

/**
 * The search body of a question. Parameters without a value have their defaults.
 *
 * @param values of the question's parameters, and of `since` and `until`
 */
export function searchBody(question: Question, values: ParameterValues = {}): Record<string, unknown> {
  const window = { since: values["since"] ?? question.since, until: values["until"] };
  const defaults = Object.fromEntries(question.parameters.map(({ name, default: value }) => [name, value]));
  return substitute(bodyWith(question, windowClause(window)), { ...defaults, ...values }) as Record<
    string,
    unknown
  >;
}

/** The body with the placeholders of its parameters, and with this clause as its time window. */
export function bodyWith({ search }: Question, window: unknown): Record<string, unknown> {
  const { where, size = 0, ...rest } = search;
  return { size, query: allOf(window === undefined ? where : [...where, window]), ...rest };
}

/** Undefined without a start and an end. */
function windowClause({ since, until }: Window): Clause | undefined {
  if (since === undefined && until === undefined) return undefined;
  const range = { ...(since !== undefined && { gte: since }), ...(until !== undefined && { lt: until }) };
  return { range: { "@timestamp": range } };
}

/** A single clause remains as it is, as in the deployment guide. */
function allOf(clauses: readonly unknown[]): unknown {
  return clauses.length === 1 ? clauses[0] : { bool: { must: clauses } };
}

function substitute(part: unknown, values: ParameterValues): unknown {
  if (typeof part === "string")
    return part.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  if (Array.isArray(part)) return part.map((element) => substitute(element, values));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, substitute(value, values)]));
}
