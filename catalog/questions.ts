/** A parameter of a question, with its default. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly default: string | number;
}

/** A saved query: an OpenSearch search body in which `{{name}}` is the placeholder of a parameter. */
export interface Question {
  readonly id: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Both are from the deployment guide, section 5. With the default parameters they are identical to the guide's queries.
 */
export const QUESTIONS = [
  {
    id: "error-analysis",
    description: "which errors happened lately, by type?",
    parameters: [
      { name: "level", description: "exact level", default: "ERROR" },
      { name: "since", description: "start of the window, as date math", default: "now-1h" },
    ],
    body: {
      query: {
        bool: { must: [{ term: { level: "{{level}}" } }, { range: { "@timestamp": { gte: "{{since}}" } } }] },
      },
      aggs: { error_types: { terms: { field: "error_type.keyword" } } },
    },
  },
  {
    id: "performance-analysis",
    description: "how long do things take: average, p50, p95, p99?",
    parameters: [{ name: "logger", description: "exact logger", default: "inventorysync.performance" }],
    body: {
      query: { term: { logger: "{{logger}}" } },
      aggs: {
        avg_response_time: { avg: { field: "value" } },
        response_time_percentiles: { percentiles: { field: "value", percents: [50, 95, 99] } },
      },
    },
  },
] as const satisfies readonly Question[];

export type QuestionId = (typeof QUESTIONS)[number]["id"];

/** The search body of a question. Missing parameters take their defaults. */
export function searchBody(
  question: Question,
  overrides: Readonly<Record<string, string | number>> = {},
): Record<string, unknown> {
  const values = new Map(
    question.parameters.map(({ name, default: fallback }) => [name, overrides[name] ?? fallback]),
  );
  const substitute = (part: unknown): unknown => {
    if (typeof part === "string")
      return part.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values.get(name) ?? whole));
    if (Array.isArray(part)) return part.map(substitute);
    if (part !== null && typeof part === "object") {
      return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, substitute(value)]));
    }
    return part;
  };
  return substitute(question.body) as Record<string, unknown>;
}
