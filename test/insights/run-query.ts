import { evaluate } from "./expressions";
import type { QueryTime } from "./functions";
import { aggregate } from "./stats";
import type { Column, Command, SortKey } from "./syntax";
import { compareNaturally, isTrue, toText, type Row, type Value } from "./values";

/** Source: CloudWatch Logs User Guide, "limit". */
const DEFAULT_LIMIT = 10_000;
/** Source: CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax", the command `filter`. */
const DEFAULT_COLUMNS = ["@timestamp", "@message"];

interface Result {
  readonly rows: readonly Row[];
  /** The names of the columns that the query results show. */
  readonly columns?: readonly string[];
  /** The columns of the last `display`, which override all others. */
  readonly displayed?: readonly string[];
}

/** Runs the commands on the events, and returns their rows with only the columns that the query results show. */
export function runQuery(
  commands: readonly Command[],
  events: readonly Row[],
  time: QueryTime,
): readonly Row[] {
  const result = commands.reduce<Result>((before, command) => run(command, before, time), {
    rows: sortRows([{ by: (row) => row.get("@timestamp"), direction: "desc" }], events),
  });
  const shown = result.displayed ?? result.columns ?? DEFAULT_COLUMNS;
  const limited = commands.some(({ kind }) => kind === "limit");
  const rows = limited ? result.rows : result.rows.slice(0, DEFAULT_LIMIT);
  return rows.map((row) => new Map(shown.map((name) => [name, row.get(name)])));
}

function run(command: Command, result: Result, time: QueryTime): Result {
  const { rows } = result;
  switch (command.kind) {
    case "fields": {
      const names = namesOf(command.columns);
      return {
        ...result,
        rows: addColumns(command.columns, rows, time),
        columns: [...(result.columns ?? []), ...names],
      };
    }
    case "display":
      return {
        ...result,
        rows: addColumns(command.columns, rows, time),
        displayed: namesOf(command.columns),
      };
    case "filter":
      return { ...result, rows: rows.filter((row) => isTrue(evaluate(command.condition, { row, time }))) };
    case "stats":
      return { rows: aggregate(command, rows, time), columns: namesOf([...command.by, ...command.columns]) };
    case "sort":
      return {
        ...result,
        rows: sortRows(
          command.keys.map((key) => comparable(key, time)),
          rows,
        ),
      };
    case "dedup":
      return { ...result, rows: removeDuplicates(namesOf(command.columns), rows) };
    case "limit":
      return { ...result, rows: rows.slice(0, command.count) };
  }
}

function namesOf(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}

function addColumns(columns: readonly Column[], rows: readonly Row[], time: QueryTime): readonly Row[] {
  return rows.map(
    (row) =>
      new Map([
        ...row,
        ...columns.map(({ name, expression }): [string, Value] => [
          name,
          evaluate(expression, { row, time }),
        ]),
      ]),
  );
}

interface Order {
  readonly by: (row: Row) => Value;
  readonly direction: SortKey["direction"];
}

function comparable({ expression, direction }: SortKey, time: QueryTime): Order {
  return { by: (row) => evaluate(expression, { row, time }), direction };
}

function sortRows(orders: readonly Order[], rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => {
    for (const { by, direction } of orders) {
      const difference = compareNaturally(by(a), by(b));
      if (difference !== 0) return direction === "asc" ? difference : -difference;
    }
    return 0;
  });
}

/** Keeps the first row of each combination of values, and every row in which one of the values is absent. */
function removeDuplicates(names: readonly string[], rows: readonly Row[]): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = names.map((name) => toText(row.get(name)));
    if (values.includes(undefined)) return true;
    const id = JSON.stringify(values);
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst;
  });
}
