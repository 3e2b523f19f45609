/** A condition on one member of a JSON line. */
export type Comparison =
  | { readonly kind: "compare"; readonly field: string; readonly operator: Operator; readonly value: Operand }
  | { readonly kind: "exists"; readonly field: string };

export type Operator = "=" | "!=" | ">" | ">=" | "<" | "<=";

/** `text` may contain `*`, which stands for any characters. */
export type Operand =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "regex"; readonly regex: string };

/** A condition on a log line, in the meaning of a filter pattern of CloudWatch Logs. */
export type Condition =
  | Comparison
  /** The line contains this text. */
  | { readonly kind: "contains"; readonly value: Exclude<Operand, { kind: "number" }> }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "and" | "or"; readonly conditions: readonly Condition[] };
