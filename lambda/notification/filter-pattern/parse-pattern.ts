import type { Comparison, Condition, Operand, Operator } from "./pattern";

/**
 * Parses a filter pattern of CloudWatch Logs: JSON conditions in braces, or terms. Undefined for what this project does
 * not use: space-delimited events in brackets, `IS NULL`, `IS TRUE` and indices of arrays; and for an empty pattern.
 * Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax for metric filters".
 */
export function parseFilterPattern(pattern: string): Condition | undefined {
  try {
    const text = pattern.trim();
    if (text.startsWith("{") && text.endsWith("}")) return parseJsonConditions(tokensOf(text.slice(1, -1)));
    return text === "" || text.startsWith("[") ? undefined : parseTerms(text);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}

const TOKEN = /\s*(?:([()=]|&&|\|\||!=|>=?|<=?)|"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s()&|=!<>"%]+))/y;

interface Token {
  readonly kind: "symbol" | "quoted" | "regex" | "word";
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
    const found = TOKEN.exec(text);
    if (!found) throw new Unsupported();
    const [, symbol, quoted, regex, word = ""] = found;
    if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted.replace(/\\(.)/g, "$1") });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex });
    else tokens.push({ kind: "word", text: word });
  }
  return tokens;
}

/** `&&` binds more tightly than `||`. */
function parseJsonConditions(tokens: Token[]): Condition {
  const condition = parseOr();
  if (tokens.length > 0) throw new Unsupported();
  return condition;

  function parseOr(): Condition {
    return parseList("or", "||", parseAnd);
  }

  function parseAnd(): Condition {
    return parseList("and", "&&", parseOperand);
  }

  function parseList(kind: "and" | "or", symbol: string, parse: () => Condition): Condition {
    const conditions = [parse()];
    while (takeSymbol(symbol)) conditions.push(parse());
    return conditions[0] !== undefined && conditions.length === 1 ? conditions[0] : { kind, conditions };
  }

  function parseOperand(): Condition {
    if (!takeSymbol("(")) return parseComparison();
    const inner = parseOr();
    if (!takeSymbol(")")) throw new Unsupported();
    return inner;
  }

  function parseComparison(): Condition {
    const field = parseSelector(tokens.shift());
    if (takeWord("NOT")) {
      if (!takeWord("EXISTS")) throw new Unsupported();
      return { kind: "not", condition: { kind: "exists", field } };
    }
    if (takeWord("EXISTS")) return { kind: "exists", field };
    return {
      kind: "compare",
      field,
      operator: parseOperator(tokens.shift()),
      value: parseValue(tokens.shift()),
    };
  }

  function takeSymbol(text: string): boolean {
    return take({ kind: "symbol", text });
  }

  function takeWord(text: string): boolean {
    return take({ kind: "word", text });
  }

  function take({ kind, text }: Token): boolean {
    const isNext = tokens[0]?.kind === kind && tokens[0].text === text;
    if (isNext) tokens.shift();
    return isNext;
  }
}

const OPERATORS: readonly string[] = ["=", "!=", ">", ">=", "<", "<="] satisfies readonly Operator[];

function parseSelector(token: Token | undefined): Comparison["field"] {
  const field = token?.kind === "word" ? /^\$\.([\w@.-]+)$/.exec(token.text)?.[1] : undefined;
  if (field === undefined) throw new Unsupported();
  return field;
}

function parseOperator(token: Token | undefined): Operator {
  if (token?.kind !== "symbol" || !OPERATORS.includes(token.text)) throw new Unsupported();
  return token.text as Operator;
}

function parseValue(token: Token | undefined): Operand {
  if (token === undefined || token.kind === "symbol") throw new Unsupported();
  const { kind, text } = token;
  if (kind === "quoted") return { kind: "text", text };
  if (kind === "regex") return { kind: "regex", regex: text };
  const number = Number(text);
  return Number.isNaN(number) ? { kind: "text", text } : { kind: "number", number };
}

/** All terms are required; terms after `?` are alternatives; a term after `-` must not occur. */
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%?-][^\s"%]*))/y;

function parseTerms(text: string): Condition {
  const required: Condition[] = [];
  const alternatives: Condition[] = [];
  for (TERM.lastIndex = 0; TERM.lastIndex < text.length;) {
    const found = TERM.exec(text);
    if (!found) throw new Unsupported();
    const [, sign, quoted, regex, word = ""] = found;
    const condition: Condition = {
      kind: "contains",
      value:
        regex === undefined
          ? { kind: "text", text: quoted?.replace(/\\(.)/g, "$1") ?? word }
          : { kind: "regex", regex },
    };
    if (sign === "?") alternatives.push(condition);
    else required.push(sign === "-" ? { kind: "not", condition } : condition);
  }
  // Beside a required term, CloudWatch Logs ignores the alternatives.
  return required.length > 0 ? joined("and", required) : joined("or", alternatives);
}

function joined(kind: "and" | "or", conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return only !== undefined && conditions.length === 1 ? only : { kind, conditions };
}
