import { AGGREGATES } from "./aggregates";
import { FUNCTIONS } from "./functions";
import { parsePeriod, PERIOD } from "./periods";
import type { Expression, Operator } from "./syntax";
import type { Token, TokenReader } from "./tokens";
import { fromBoolean } from "./values";

/** Binary operators with two operands of any type, from the weakest to the strongest binding. */
const ARITHMETIC = [
  ["+", "-"],
  ["*", "/", "%"],
] as const;
const COMPARISONS = ["=", "!=", "<=", "<", ">=", ">"] as const;
const RESERVED = new Set(["and", "or", "not", "in", "like", "as", "by", "asc", "desc"]);
const EXPRESSION = "a field, a value or a function";
const CONDITION = "a condition, such as a comparison or ispresent(field)";

/** @throws Error that states the text found and what was expected */
export function parseExpression(reader: TokenReader): Expression {
  return parseLogical(reader, "or", () => parseLogical(reader, "and", () => parseNegation(reader)));
}

/** @throws Error also if the expression is a field or a number, which is neither true nor false */
export function parseCondition(reader: TokenReader): Expression {
  const first = reader.next;
  return asCondition(reader, first, parseExpression(reader));
}

function parseLogical(
  reader: TokenReader,
  operator: "or" | "and",
  parseOperand: () => Expression,
): Expression {
  const first = reader.next;
  let left = parseOperand();
  while (reader.nextIs(operator)) {
    const condition = asCondition(reader, first, left);
    reader.expect(operator);
    const second = reader.next;
    const right = asCondition(reader, second, parseOperand());
    left = operation(reader, first, operator, condition, right);
  }
  return left;
}

function parseNegation(reader: TokenReader): Expression {
  const first = reader.next;
  if (!reader.accept("not")) return parseComparison(reader);
  const second = reader.next;
  return operation(reader, first, "not", asCondition(reader, second, parseNegation(reader)));
}

function parseComparison(reader: TokenReader): Expression {
  const first = reader.next;
  const left = parseArithmetic(reader);
  const comparison = reader.acceptOneOf(COMPARISONS);
  if (comparison !== undefined) return operation(reader, first, comparison, left, parseArithmetic(reader));

  const negated = reader.nextIs("not", "like") || reader.nextIs("not", "in");
  if (negated) reader.expect("not");
  if (reader.accept("in")) {
    const test = {
      kind: "in",
      operand: left,
      items: parseItems(reader),
      text: reader.textFrom(first),
    } as const;
    return negated ? operation(reader, first, "not", test) : test;
  }
  if (reader.accept("like") || reader.accept("=~")) {
    const test = {
      kind: "like",
      operand: left,
      pattern: parsePattern(reader),
      text: reader.textFrom(first),
    } as const;
    return negated ? operation(reader, first, "not", test) : test;
  }
  return left;
}

function parseArithmetic(reader: TokenReader, strength = 0): Expression {
  const operators = ARITHMETIC[strength];
  if (operators === undefined) return parsePower(reader);
  const first = reader.next;
  let left = parseArithmetic(reader, strength + 1);
  for (;;) {
    const operator = reader.acceptOneOf(operators);
    if (operator === undefined) return left;
    left = operation(reader, first, operator, left, parseArithmetic(reader, strength + 1));
  }
}

function parsePower(reader: TokenReader): Expression {
  const first = reader.next;
  const base = parseSigned(reader);
  return reader.accept("^") ? operation(reader, first, "^", base, parsePower(reader)) : base;
}

function parseSigned(reader: TokenReader): Expression {
  const first = reader.next;
  return reader.accept("-") ? operation(reader, first, "-", parseSigned(reader)) : parseOperand(reader);
}

function parseOperand(reader: TokenReader): Expression {
  if (reader.accept("(")) {
    const inner = parseExpression(reader);
    reader.expect(")");
    return inner;
  }
  const token = reader.next;
  switch (token.kind) {
    case "number":
      return { kind: "literal", value: Number(reader.read().text), text: token.text };
    case "string":
      return { kind: "literal", value: unquote(reader.read().text), text: token.text };
    case "quoted-name":
      return parseField(reader);
    case "name":
      if (RESERVED.has(token.text.toLowerCase())) return reader.fail(EXPRESSION);
      return parseName(reader);
    case "period":
    case "regex":
    case "symbol":
    case "end":
      return reader.fail(EXPRESSION);
  }
}

/** A boolean, a function or a field. */
function parseName(reader: TokenReader): Expression {
  const token = reader.next;
  const name = token.text.toLowerCase();
  if (reader.nextIs(name, "(")) return parseCall(reader);
  if (name !== "true" && name !== "false") return parseField(reader);
  reader.read();
  return { kind: "literal", value: fromBoolean(name === "true"), text: token.text };
}

export function parseField(reader: TokenReader): Expression & { readonly kind: "field" } {
  const token = reader.next;
  if (token.kind !== "name" && token.kind !== "quoted-name") reader.fail("a field");
  reader.read();
  return { kind: "field", name: token.text.replaceAll("`", ""), text: token.text };
}

function parseCall(reader: TokenReader): Expression {
  const token = reader.read();
  const name = token.text.toLowerCase();
  reader.expect("(");
  if (name === "bin") return parseBin(reader, token);
  const known = FUNCTIONS.get(name) ?? AGGREGATES.get(name);
  if (known === undefined) {
    reader.fail(`one of the functions bin, ${[...FUNCTIONS.keys(), ...AGGREGATES.keys()].join(", ")}`, token);
  }
  const args: Expression[] = [];
  if (!(name === "count" && reader.accept("*")) && !reader.nextIs(")")) {
    const period = FUNCTIONS.get(name)?.period;
    do {
      args.push(args.length === period ? parsePeriodArgument(reader) : parseExpression(reader));
    } while (reader.accept(","));
  }
  reader.expect(")");
  const [least, most] = known.arity;
  if (args.length < least || args.length > most) {
    reader.fail(`${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`, token);
  }
  return { kind: "call", name, args, text: reader.textFrom(token) };
}

/** `bin(5m)` is `datefloor(@timestamp, 5m)`. */
function parseBin(reader: TokenReader, token: Token): Expression {
  const period = parsePeriodArgument(reader);
  reader.expect(")");
  const timestamp = { kind: "field", name: "@timestamp", text: "@timestamp" } as const;
  return { kind: "call", name: "datefloor", args: [timestamp, period], text: reader.textFrom(token) };
}

function parsePeriodArgument(reader: TokenReader): Expression {
  const token = reader.next;
  const ms = parsePeriod(reader.readKind("period", PERIOD));
  return ms === undefined ? reader.fail(PERIOD, token) : { kind: "literal", value: ms, text: token.text };
}

function parseItems(reader: TokenReader): readonly Expression[] {
  const items: Expression[] = [];
  reader.expect("[");
  do items.push(parseArithmetic(reader));
  while (reader.accept(","));
  reader.expect("]");
  return items;
}

function parsePattern(reader: TokenReader): string | RegExp {
  const token = reader.next;
  if (token.kind === "string") return unquote(reader.read().text);
  const source = reader
    .readKind("regex", "a string in quotation marks or a /regular expression/")
    .slice(1, -1);
  // JavaScript has no (?i) for the whole expression, only the flag.
  const ignoreCase = /^\^?\(\?i\)/.test(source);
  try {
    return new RegExp(ignoreCase ? source.replace("(?i)", "") : source, ignoreCase ? "i" : "");
  } catch {
    return reader.fail("a regular expression that JavaScript can read", token);
  }
}

/** A backslash before a quotation mark or a backslash is removed; any other is kept. */
function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(["'\\])/g, "$1");
}

function asCondition(reader: TokenReader, first: Token, expression: Expression): Expression {
  const isArithmetic = expression.kind === "operation" && /^[-+*/%^]$/.test(expression.operator);
  const isValue = expression.kind === "field" || expression.kind === "literal";
  return isArithmetic || isValue ? reader.fail(CONDITION, first) : expression;
}

function operation(
  reader: TokenReader,
  first: Token,
  operator: Operator,
  ...operands: readonly Expression[]
): Expression {
  return { kind: "operation", operator, operands, text: reader.textFrom(first) };
}
