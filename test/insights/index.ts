/*
 * An evaluator of the part of CloudWatch Logs Insights QL that the saved queries of this project use: the commands
 * fields, display, filter, stats, sort, dedup and limit. Its source is the CloudWatch Logs User Guide. The guide does
 * not state the following; where a query depends on it, AWS may answer differently.
 *
 * Values
 * - A JSON boolean is 1 or 0, and the words true and false are 1 and 0. (The guide says that a function's result of type
 *   Boolean "equals 0 or 1"; aws-samples filters a JSON boolean with `cold_start = 1`.)
 * - A JSON null, an empty object and an empty array are absent. An object or an array is no field, only its leaves are.
 *   Of two leaves with the same name, the first counts. System fields do not count towards the 200 fields.
 * - Only a message that is a JSON object as a whole has discovered fields. `@` is doubled only at the start of the name.
 * - `@ingestionTime` is the time of the event, and the account in `@log` is 000000000000: events have neither.
 * - Numbers in results are not rounded. Times are printed as `2026-11-26 15:00:00.000` in UTC, also the result of
 *   max(@timestamp). AWS also returns `@ptr`; this evaluator does not.
 *
 * Expressions
 * - A comparison with an absent value is false, also with `!=`. `not`, `not in` and `not like` negate, so they are true
 *   of an absent value. ("filter Type not in [...] returns log events that do not have Type fields with values of ...")
 * - If one side is a number, the comparison is numeric, and a string that spells no number differs from every number.
 *   Two strings are compared as strings. A timestamp is the number of its milliseconds.
 * - Arithmetic and functions with an absent operand are absent, except ispresent, coalesce, if, isempty, isblank and
 *   strcontains; so is a division by zero. `^` is right-associative.
 * - `bin` and `datefloor` round down, from the Unix epoch. (The guide: bin "rounds ... to the given time period and
 *   then truncates".) Periods longer than days are rejected.
 * - Regular expressions are JavaScript's. `(?i)` is understood only at the start. A backslash in a string escapes a
 *   quotation mark or a backslash.
 *
 * Commands
 * - sum, avg, min, max, pct, earliest and latest ignore absent values, and are absent if there is none (sum is not 0).
 *   sum, avg and pct also ignore strings that spell no number. min and max use the order of sort.
 * - pct is the percentile by Hazen's definition; AWS states none. count_distinct is exact; AWS approximates high counts.
 * - stats without any event has no row, not a row with a count of 0. Grouping by an absent field gives a row without
 *   that key. The number 1 and the string "1" are one group.
 * - fields after stats adds columns to those of stats.
 * - sort puts absent values first in ascending order, and rows with equal values stay in their order. The guide states no
 *   default direction, so asc or desc is required.
 * - Without sort, events are in descending order of @timestamp (the guide says so only of dedup), and the rows of stats
 *   in the order in which their groups first occur.
 * - Placeholders in comments are expanded too.
 */
import { checkQuery } from "./check-query";
import { rowOf, type InsightsEvent } from "./fields";
import { expandParameters } from "./parameters";
import { parseQuery } from "./parse-query";
import { runQuery } from "./run-query";
import { toText } from "./values";

export type { InsightsEvent } from "./fields";

export interface InsightsOptions {
  /** Values of the placeholders, as query text: a string has quotation marks, as in `"ERROR"`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Start and end of the time range, in milliseconds since the Unix epoch. Both are included. */
  readonly from: number;
  readonly to: number;
  /**
   * When the query started, in milliseconds since the Unix epoch.
   *
   * @default to
   */
  readonly now?: number;
}

/** The values of a result by the names of their columns. An absent value has no key. */
export type InsightsRow = Readonly<Record<string, string | number>>;

/**
 * The results of a Logs Insights query on these events.
 *
 * @throws Error with the query and what is wrong with it: syntax, an unknown command or function, a placeholder without
 *   a value, or a rule such as the limit of two stats commands
 */
export function evaluateInsights(
  query: string,
  events: readonly InsightsEvent[],
  { parameters = {}, from, to, now = to }: InsightsOptions,
): readonly InsightsRow[] {
  const commands = parse(query, parameters);
  const inRange = events.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
  return runQuery(commands, inRange.map(rowOf), { from, to, now }).map((row) =>
    Object.fromEntries(
      [...row].flatMap(([name, value]) =>
        value === undefined ? [] : [[name, typeof value === "number" ? value : toText(value)]],
      ),
    ),
  );
}

function parse(query: string, parameters: Readonly<Record<string, string>>) {
  try {
    const commands = parseQuery(expandParameters(query, parameters));
    checkQuery(commands);
    return commands;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot evaluate the Logs Insights query: ${reason}\n${query}`, { cause: error });
  }
}
