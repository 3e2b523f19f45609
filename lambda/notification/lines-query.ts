import { parseFilterPattern } from "./filter-pattern/parse-pattern";
import type { Condition } from "./filter-pattern/pattern";
import { toInsights } from "./filter-pattern/render-pattern";

/** The condition that a line matches one of some filter patterns; undefined if one of them cannot be translated. */
export function linesCondition(filterPatterns: readonly string[]): Condition | undefined {
  const conditions = filterPatterns.map(parseFilterPattern);
  const known = conditions.filter((condition) => condition !== undefined);
  if (known.length < conditions.length) return undefined;
  return known.length > 1 ? { kind: "or", conditions: known } : known[0];
}

/** The Logs Insights query for the lines that meet a condition, or for all lines without one. */
export function linesQuery(condition: Condition | undefined): string {
  return ["fields @timestamp, @message", ...(condition ? [`filter ${toInsights(condition)}`] : [])].join(
    "\n| ",
  );
}
