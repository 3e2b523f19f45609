/** `text` is the expression as the query spells it: the name of its column if it has no alias. */
export type Expression = { readonly text: string } & (
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "field"; readonly name: string }
  | Operation
  | Call
  | { readonly kind: "in"; readonly operand: Expression; readonly items: readonly Expression[] }
  | { readonly kind: "like"; readonly operand: Expression; readonly pattern: string | RegExp }
);

export interface Operation {
  readonly kind: "operation";
  readonly operator: Operator;
  /** One operand of `not` and of a negative sign, two of the other operators. */
  readonly operands: readonly Expression[];
}

export type Operator = "or" | "and" | "not" | Comparison | Arithmetic;
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "^";

export interface Call {
  readonly kind: "call";
  readonly text: string;
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
}

/** An expression and the name of its column. */
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export interface SortKey {
  readonly expression: Expression;
  readonly direction: "asc" | "desc";
}

export type Command =
  | { readonly kind: "fields" | "display"; readonly columns: readonly Column[] }
  | { readonly kind: "filter"; readonly condition: Expression }
  | { readonly kind: "stats"; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  | { readonly kind: "sort"; readonly keys: readonly SortKey[] }
  | { readonly kind: "dedup"; readonly columns: readonly Column[] }
  | { readonly kind: "limit"; readonly count: number };

/** The expressions that the expression consists of. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "field":
      return [];
    case "operation":
      return expression.operands;
    case "call":
      return expression.args;
    case "in":
      return [expression.operand, ...expression.items];
    case "like":
      return [expression.operand];
  }
}
