import type { Clause, Question } from "./question";

/** The time window of a search: from `since` until `until`, both as OpenSearch date math or RFC 3339. */
export interface Window {
  readonly since: string;
  /** @default - now */
  readonly until?: string;
}

export type ParameterValues = Readonly<Record<string, string | number>>;

/**
 * The search body of a question. Parameters without a value have their defaults.
 *
 * @param values of the question's parameters, and of `since` and `until`; `until` needs a `since` or a default of it
 */
export function searchBody(question: Question, values: ParameterValues = {}): Record<string, unknown> {
  const since = values["since"] ?? question.since;
  const until = values["until"];
  const window =
    since === undefined
      ? undefined
      : windowClause({ since: String(since), ...(until !== undefined && { until: String(until) }) });
  const defaults = Object.fromEntries(question.parameters.map(({ name, default: value }) => [name, value]));
  return substitute(bodyWith(question, window), { ...defaults, ...values }) as Record<string, unknown>;
}

/** The body with the placeholders of its parameters, and with this clause as its time window. */
export function bodyWith({ search }: Question, window: unknown): Record<string, unknown> {
  const { where, size = 0, ...rest } = search;
  return { size, query: allOf(window === undefined ? where : [...where, window]), ...rest };
}

export function windowClause({ since, until }: Window): Clause {
  return { range: { "@timestamp": { gte: since, ...(until !== undefined && { lt: until }) } } };
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
