import { type QuestionId, QUESTIONS, searchBody, searchTemplateId } from "../../catalog";
import type { TrafficSummary } from "../traffic";
import type { OpenSearchReader } from "./opensearch";
import { percentile } from "./percentile";
import type { VerificationReport } from "./report";

const ENVIRONMENT = "local";
/** Maximum relative error of an approximate percentile or an average. */
const TOLERANCE = 0.01;

interface ErrorAnalysisResponse {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations: {
    readonly error_types: { readonly buckets: readonly { key: string; doc_count: number }[] };
  };
}

interface PerformanceAnalysisResponse {
  readonly aggregations: {
    readonly avg_response_time: { readonly value: number };
    readonly response_time_percentiles: { readonly values: Readonly<Record<string, number>> };
  };
}

/**
 * Runs the two queries of the deployment guide, as their full text and as search templates, and compares the results with the
 * written lines.
 */
export async function verifyQueries(
  opensearch: OpenSearchReader,
  summary: TrafficSummary,
  report: VerificationReport,
): Promise<void> {
  report.heading(
    "Errors of the last hour, by type (query of the deployment guide, as full text and as search template)",
  );
  const errors = await runBothQueries<ErrorAnalysisResponse>(opensearch, "error-analysis");
  const types = [...summary.recentErrorsByType].toSorted(([, a], [, b]) => b - a);
  report.table(
    ["error_type", "expected", "full text", "template"],
    types.map(([type, expected]) => [
      type,
      expected,
      countOf(errors["full text"], type),
      countOf(errors.template, type),
    ]),
  );
  for (const [name, answer] of Object.entries(errors)) {
    const isExact = types.every(([type, expected]) => countOf(answer, type) === expected);
    const others = answer.aggregations.error_types.buckets.length - types.length;
    report.check(
      isExact && others === 0,
      `${name}: every count is exact, ${answer.hits.total.value} errors in total`,
    );
  }

  report.heading("Response times (query of the deployment guide, as full text and as search template)");
  const times = await runBothQueries<PerformanceAnalysisResponse>(opensearch, "performance-analysis");
  const rows = [
    {
      name: "average",
      expected: summary.responseTimes.reduce((sum, value) => sum + value, 0) / summary.responseTimes.length,
    },
    ...[50, 95, 99].map((percent) => ({
      name: `p${percent}`,
      expected: percentile(summary.responseTimes, percent),
    })),
  ];
  report.table(
    ["", "expected", "full text", "template", "error"],
    rows.map(({ name, expected }) => {
      const actual = timeOf(times["full text"], name);
      return [
        name,
        ms(expected),
        ms(actual),
        ms(timeOf(times.template, name)),
        `${(100 * relativeError(actual, expected)).toFixed(2)} %`,
      ];
    }),
  );
  for (const [name, answer] of Object.entries(times)) {
    const isWithinTolerance = rows.every(
      (row) => relativeError(timeOf(answer, row.name), row.expected) <= TOLERANCE,
    );
    report.check(
      isWithinTolerance,
      `${name}: average and percentiles within ${100 * TOLERANCE} % of ${summary.responseTimes.length} written values`,
    );
  }
}

async function runBothQueries<Answer>(
  opensearch: OpenSearchReader,
  id: QuestionId,
): Promise<Readonly<Record<"full text" | "template", Answer>>> {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (!question) throw new Error(`the catalogue has no question ${id}`);
  const [fullText, template] = await Promise.all([
    opensearch.search(searchBody(question)),
    opensearch.searchTemplate(searchTemplateId(ENVIRONMENT, id), {}),
  ]);
  return { "full text": fullText as Answer, template: template as Answer };
}

function countOf(answer: ErrorAnalysisResponse, type: string): number {
  return answer.aggregations.error_types.buckets.find(({ key }) => key === type)?.doc_count ?? 0;
}

function timeOf({ aggregations }: PerformanceAnalysisResponse, name: string): number {
  if (name === "average") return aggregations.avg_response_time.value;
  return aggregations.response_time_percentiles.values[`${name.slice(1)}.0`] ?? Number.NaN;
}

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / expected;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}
