import { AGGREGATES } from "./aggregates";
import { operandsOf, type Command, type Expression } from "./syntax";

/** Source: CloudWatch Logs User Guide, "stats", "Notes and limitations". */
const MAX_STATS = 2;

/**
 * Rejects queries that Logs Insights rejects, although each of their commands is valid.
 *
 * @throws Error that states the command or the field, and what was expected
 */
export function checkQuery(commands: readonly Command[]): void {
  checkOrder(commands);
  // The fields that exist; `undefined` before the first `stats`, where every name may be a field of some event.
  let available: Set<string> | undefined;
  for (const command of commands) {
    if (command.kind === "stats") {
      checkStats(command, available);
      available = new Set([...command.by, ...command.columns].map(({ name }) => name));
      continue;
    }
    for (const expression of expressionsOf(command)) checkScalar(expression, available);
    if (command.kind === "fields") for (const { name } of command.columns) available?.add(name);
  }
}

function checkOrder(commands: readonly Command[]): void {
  const kinds = commands.map(({ kind }) => kind);
  const stats = kinds.filter((kind) => kind === "stats").length;
  if (stats > MAX_STATS) throw new Error(`found ${stats} stats commands, expected at most ${MAX_STATS}`);

  const lastStats = kinds.lastIndexOf("stats");
  const tooEarly = kinds.slice(0, lastStats + 1).find((kind) => kind === "sort" || kind === "limit");
  if (stats === MAX_STATS && tooEarly !== undefined) {
    throw new Error(`found ${tooEarly} before the second stats command, expected it after that command`);
  }
  const dedup = kinds.indexOf("dedup");
  const afterDedup = dedup < 0 ? undefined : kinds.slice(dedup + 1).find((kind) => kind !== "limit");
  if (afterDedup !== undefined) throw new Error(`found ${afterDedup} after dedup, expected only limit`);
}

function expressionsOf(command: Exclude<Command, { kind: "stats" }>): readonly Expression[] {
  switch (command.kind) {
    case "fields":
    case "display":
    case "dedup":
      return command.columns.map(({ expression }) => expression);
    case "filter":
      return [command.condition];
    case "sort":
      return command.keys.map(({ expression }) => expression);
    case "limit":
      return [];
  }
}

function checkStats(command: Command & { kind: "stats" }, available: ReadonlySet<string> | undefined): void {
  for (const { expression } of command.by) checkScalar(expression, available);
  const keys = new Set(command.by.map(({ name }) => name));
  for (const { expression } of command.columns) {
    const aggregations = findAggregations(expression);
    if (aggregations.length === 0) {
      throw new Error(`found "${expression.text}" in stats, expected an aggregation such as count(*)`);
    }
    for (const argument of aggregations.flatMap(operandsOf)) checkScalar(argument, available);
    if (aggregations.some(needsTimestamp)) checkField("@timestamp", available);
    checkOutsideAggregations(expression, keys);
  }
}

function isAggregation(expression: Expression): boolean {
  return expression.kind === "call" && AGGREGATES.has(expression.name);
}

function needsTimestamp(expression: Expression): boolean {
  return expression.kind === "call" && AGGREGATES.get(expression.name)?.needsTimestamp === true;
}

function findAggregations(expression: Expression): readonly Expression[] {
  return isAggregation(expression) ? [expression] : operandsOf(expression).flatMap(findAggregations);
}

/** After `stats`, the text of a function, such as `count(*)` or `bin(5m)`, may be the name of a column. */
function isColumn(expression: Expression, names: ReadonlySet<string> | undefined): boolean {
  return expression.kind === "call" && names?.has(expression.text) === true;
}

/** Rejects aggregations and missing fields. */
function checkScalar(expression: Expression, available: ReadonlySet<string> | undefined): void {
  if (isColumn(expression, available)) return;
  if (isAggregation(expression)) {
    throw new Error(`found the aggregation "${expression.text}", expected it only as a column of stats`);
  }
  if (expression.kind === "field") checkField(expression.name, available);
  for (const operand of operandsOf(expression)) checkScalar(operand, available);
}

function checkField(name: string, available: ReadonlySet<string> | undefined): void {
  if (available !== undefined && !available.has(name)) {
    throw new Error(`found the field "${name}" after stats, expected one of ${[...available].join(", ")}`);
  }
}

function checkOutsideAggregations(expression: Expression, keys: ReadonlySet<string>): void {
  if (isAggregation(expression) || isColumn(expression, keys)) return;
  if (expression.kind === "field" && !keys.has(expression.name)) {
    throw new Error(
      `found the field "${expression.name}" in stats, expected it in an aggregation or after "by"`,
    );
  }
  for (const operand of operandsOf(expression)) checkOutsideAggregations(operand, keys);
}
