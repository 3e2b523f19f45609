import { ERROR_LEVELS, LEVEL_NAMES, namesOfLevels, TRACEBACK_START } from "../levels";
import type { Clause, Column } from "./question";

/*
 * Logs Insights reads lines as the application wrote them, with levels in any spelling. The documents in OpenSearch have
 * the levels that the forwarder's parser read. The expressions here match the lines that the parser reads so.
 */

/** Records of an error. */
export const HAS_ERROR_LEVEL: Clause = { terms: { level: ERROR_LEVELS } };

/** Lines whose level is one of an error, in Logs Insights. */
export const LINE_HAS_ERROR_LEVEL = `level like /(?i)^\\s*(?:${namesOfLevels(ERROR_LEVELS).join("|")})\\s*$/`;

/**
 * Lines of an error in Logs Insights by the field `level`, with tracebacks in plain text. The metric ApplicationErrors also
 * counts levels under some other keys and as numbers.
 */
export const LINE_IS_ERROR = `(${LINE_HAS_ERROR_LEVEL} or @message like /^${TRACEBACK_START.replaceAll(/[()]/g, String.raw`\$&`)}/)`;

/**
 * Lines whose level is the value of a parameter, in Logs Insights. The language has no look-up table, so the expression
 * searches a text with all pairs of a name and its level.
 */
export function lineHasLevel(parameter: string): string {
  const pairs = Object.entries(LEVEL_NAMES).map(([name, level]) => `${name}=${level}`);
  return `strcontains("|${pairs.join("|")}|", concat("|", toupper(trim(level)), "=", {{${parameter}}}, "|")) = 1`;
}

/**
 * Maximum number of groups in an answer: more than an application has routes, shops, statements or loggers. With more
 * groups, for example during an attack from thousands of addresses, the answer has those with most lines, and their
 * counts can be too low.
 */
export const MAX_GROUPS = 500;

/** The fields are present. */
export function present(...fields: readonly string[]): readonly Clause[] {
  return fields.map((field) => ({ exists: { field } }));
}

/** Percentage of the documents of a bucket that are in a filter aggregation next to it. */
export function percentOf(filter: string): Clause {
  return {
    bucket_script: {
      buckets_path: { part: `${filter}._count`, total: "_count" },
      script: "params.total > 0 ? 100.0 * params.part / params.total : 0",
    },
  };
}

/** Sorts the buckets by the values of metrics next to them, highest first. */
export function highestFirst(metric: string, size: number): Clause {
  return { bucket_sort: { sort: [{ [metric]: { order: "desc" } }], size } };
}

/**
 * Accuracy of percentiles: the default, 100, is more than 1 % wrong for some hundred values. The memory is at most
 * 640 KB for each group. Source: OpenSearch documentation, "Percentile", compression.
 */
export const PERCENTILE_COMPRESSION = 1_000;

export function percentiles(field: string, ...percents: readonly number[]): Clause {
  return { percentiles: { field, percents, tdigest: { compression: PERCENTILE_COMPRESSION } } };
}

/** The columns p50_ms, p95_ms and so on of a percentiles aggregation. */
export function percentileColumns(aggregation: string, ...percents: readonly number[]): readonly Column[] {
  return percents.map((percent) => ({
    name: `p${percent}_ms`,
    title: `p${percent}`,
    type: "ms",
    from: { path: [aggregation, "values", percent.toFixed(1)] },
  }));
}
