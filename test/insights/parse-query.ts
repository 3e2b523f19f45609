import { parseCondition, parseExpression, parseField } from "./parse-expression";
import type { Column, Command, SortKey } from "./syntax";
import { TokenReader } from "./tokens";

/** Source: CloudWatch Logs User Guide, "limit". */
const MAX_LIMIT = 100_000;

const COMMANDS = {
  fields: (reader) => ({ kind: "fields", columns: parseList(reader, parseColumn) }),
  display: (reader) => ({ kind: "display", columns: parseList(reader, parseUnnamedColumn) }),
  filter: (reader) => ({ kind: "filter", condition: parseCondition(reader) }),
  stats: (reader) => ({
    kind: "stats",
    columns: parseList(reader, parseColumn),
    by: reader.accept("by") ? parseList(reader, parseColumn) : [],
  }),
  sort: (reader) => ({ kind: "sort", keys: parseList(reader, parseSortKey) }),
  dedup: (reader) => ({ kind: "dedup", columns: parseList(reader, parseFieldColumn) }),
  limit: (reader) => ({ kind: "limit", count: parseLimit(reader) }),
} as const satisfies Record<Command["kind"], (reader: TokenReader) => Command>;
const NAMES = Object.keys(COMMANDS) as readonly Command["kind"][];

/**
 * The commands of a query, without their parameters.
 *
 * @throws Error that states the text found and what was expected
 */
export function parseQuery(query: string): readonly Command[] {
  const reader = new TokenReader(query);
  const commands: Command[] = [];
  do commands.push(parseCommand(reader));
  while (reader.accept("|"));
  if (reader.next.kind !== "end") reader.fail('"|" and a command, or the end of the query');
  return commands;
}

function parseCommand(reader: TokenReader): Command {
  const name = reader.acceptOneOf(NAMES);
  return name === undefined ? reader.fail(`one of the commands ${NAMES.join(", ")}`) : COMMANDS[name](reader);
}

function parseList<T>(reader: TokenReader, parse: (reader: TokenReader) => T): readonly T[] {
  const items: T[] = [];
  do items.push(parse(reader));
  while (reader.accept(","));
  return items;
}

function parseColumn(reader: TokenReader): Column {
  const column = parseUnnamedColumn(reader);
  return reader.accept("as") ? { ...column, name: parseField(reader).name } : column;
}

function parseUnnamedColumn(reader: TokenReader): Column {
  const expression = parseExpression(reader);
  return { name: expression.kind === "field" ? expression.name : expression.text, expression };
}

function parseFieldColumn(reader: TokenReader): Column {
  const expression = parseField(reader);
  return { name: expression.name, expression };
}

function parseSortKey(reader: TokenReader): SortKey {
  const expression = parseExpression(reader);
  const direction = reader.acceptOneOf(["asc", "desc"]);
  return direction === undefined ? reader.fail('"asc" or "desc"') : { expression, direction };
}

function parseLimit(reader: TokenReader): number {
  const expected = `a whole number from 1 to ${MAX_LIMIT}`;
  const token = reader.next;
  const count = Number(reader.readKind("number", expected));
  return Number.isInteger(count) && count >= 1 && count <= MAX_LIMIT ? count : reader.fail(expected, token);
}
