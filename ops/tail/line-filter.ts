import { createColors } from "picocolors";
import { type Level, LEVELS } from "../../catalog";
import { knownName } from "../cli";
import { formatLine } from "./format-line";
import type { TailOptions } from "./tail-options";
import type { TailedLine } from "./tailed-line";

const WITHOUT_COLORS = createColors(false);

type FilterOptions = Pick<TailOptions, "level" | "grep" | "shop" | "request">;

/**
 * Which lines to show. `--grep` searches redacted text only: otherwise it would tell whether a line contains a secret.
 *
 * @throws OperatorError for an unknown level
 */
export function createLineFilter({ level, grep, shop, request }: FilterOptions) {
  const levels =
    level === undefined ? undefined : levelsFrom(knownName("level", LEVELS, level.toUpperCase()));
  return ({ record }: TailedLine): boolean =>
    (levels === undefined || (record.level !== undefined && levels.includes(record.level))) &&
    (shop === undefined || record.shop === shop) &&
    (request === undefined || record.request_id === request) &&
    (grep === undefined ||
      [formatLine(record, WITHOUT_COLORS), ...(record.exception?.stacktrace ?? [])].some((text) =>
        text.includes(grep),
      ));
}

function levelsFrom(lowest: Level): readonly Level[] {
  return LEVELS.slice(LEVELS.indexOf(lowest));
}

/** Characters without a meaning in a filter pattern. */
const PLAIN = /^[\w.:/-]+$/;

/**
 * A filter pattern with which CloudWatch Logs selects the records of a shop and a request, so that it returns less;
 * undefined if it has to return every line. Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax".
 */
export function filterPatternOf({ shop, request }: FilterOptions): string | undefined {
  const conditions = Object.entries({ shop, request_id: request }).flatMap(([field, value]) =>
    value !== undefined && PLAIN.test(value) ? [`($.${field} = "${value}")`] : [],
  );
  return conditions.length === 0 ? undefined : `{ ${conditions.join(" && ")} }`;
}
