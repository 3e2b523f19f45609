import { AGGREGATES, type Sample } from "./aggregates";
import { evaluate } from "./expressions";
import type { QueryTime } from "./functions";
import type { Call, Command } from "./syntax";
import { toText, type Row, type Value } from "./values";

/**
 * The rows of `stats`, one for each combination of the values after `by`, in the order in which the combinations first
 * occur. An absent value is a combination of its own. Without events there is no row.
 */
export function aggregate(
  { columns, by }: Command & { kind: "stats" },
  rows: readonly Row[],
  time: QueryTime,
): readonly Row[] {
  const groups = new Map<string, { readonly keys: Row; readonly members: Row[] }>();
  for (const row of rows) {
    const keys = new Map(by.map(({ name, expression }) => [name, evaluate(expression, { row, time })]));
    const id = JSON.stringify([...keys.values()].map((key) => toText(key) ?? null));
    const group = groups.get(id) ?? { keys, members: [] };
    group.members.push(row);
    groups.set(id, group);
  }
  return [...groups.values()].map(({ keys, members }) => {
    const scope = { row: keys, time, aggregate: (call: Call) => compute(call, members, time) };
    return new Map([
      ...keys,
      ...columns.map(({ name, expression }): [string, Value] => [name, evaluate(expression, scope)]),
    ]);
  });
}

function compute(call: Call, rows: readonly Row[], time: QueryTime): Value {
  const samples = rows.map((row): Sample => ({
    args: call.args.map((argument) => evaluate(argument, { row, time })),
    timestamp: row.get("@timestamp"),
  }));
  return AGGREGATES.get(call.name)?.compute(samples);
}
