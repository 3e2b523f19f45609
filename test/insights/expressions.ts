import { FUNCTIONS, type QueryTime } from "./functions";
import type { Arithmetic, Call, Comparison, Expression, Operation } from "./syntax";
import { compare, fromBoolean, isTrue, toNumber, toText, type Row, type Value } from "./values";

/** What an expression may refer to. */
export interface Scope {
  readonly row: Row;
  readonly time: QueryTime;
  /** Computes an aggregation. Only in `stats`. */
  readonly aggregate?: (call: Call) => Value;
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "field":
      return scope.row.get(expression.name);
    case "call":
      return evaluateCall(expression, scope);
    case "operation":
      return evaluateOperation(expression, scope);
    case "in": {
      const value = evaluate(expression.operand, scope);
      return fromBoolean(expression.items.some((item) => compare(value, evaluate(item, scope)) === 0));
    }
    case "like":
      return fromBoolean(matches(toText(evaluate(expression.operand, scope)), expression.pattern));
  }
}

function evaluateCall(call: Call, scope: Scope): Value {
  // After stats, the text of a function, such as bin(5m) or count(*), is the name of a column.
  if (scope.row.has(call.text)) return scope.row.get(call.text);
  const known = FUNCTIONS.get(call.name);
  if (known === undefined) return scope.aggregate?.(call);
  return known.apply(
    call.args.map((argument) => evaluate(argument, scope)),
    scope.time,
  );
}

function evaluateOperation({ operator, operands }: Operation, scope: Scope): Value {
  const [left, right] = operands.map((operand) => evaluate(operand, scope));
  switch (operator) {
    case "or":
      return fromBoolean(isTrue(left) || isTrue(right));
    case "and":
      return fromBoolean(isTrue(left) && isTrue(right));
    case "not":
      return fromBoolean(!isTrue(left));
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return fromBoolean(holds(operator, left, right));
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "^":
      return operands.length === 1 ? calculate("-", 0, left) : calculate(operator, left, right);
  }
}

/** No comparison with an absent value holds, also not `!=`. */
function holds(operator: Comparison, left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  const sign = compare(left, right);
  if (sign === undefined) return operator === "!=";
  switch (operator) {
    case "=":
      return sign === 0;
    case "!=":
      return sign !== 0;
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case ">":
      return sign > 0;
    case ">=":
      return sign >= 0;
  }
}

/** Absent if an operand is not a number, or if the result is not finite. */
function calculate(operator: Arithmetic, left: Value, right: Value): Value {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a === undefined || b === undefined) return undefined;
  const results = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "%": a % b, "^": a ** b };
  return Number.isFinite(results[operator]) ? results[operator] : undefined;
}

function matches(text: string | undefined, pattern: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
}
