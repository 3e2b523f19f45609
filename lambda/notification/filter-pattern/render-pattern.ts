import type { Comparison, Condition, Operand, Operator } from "./pattern";

/** The condition as an expression of Logs Insights, for the command `filter`. */
export function toInsights(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.map((each) => nested(each, toInsights)).join(` ${condition.kind} `);
    case "not":
      return `not ${nested(condition.condition, toInsights, true)}`;
    case "contains":
      return `@message like ${insightsPattern(condition.value)}`;
    case "exists":
      return `ispresent(${insightsField(condition.field)})`;
    case "compare":
      return compareInInsights(condition);
  }
}

function compareInInsights({ field, operator, value }: Extract<Comparison, { kind: "compare" }>): string {
  const name = insightsField(field);
  if (value.kind === "number") return `${name} ${operator} ${value.number}`;
  if (value.kind === "text" && !value.text.includes("*"))
    return `${name} ${operator} ${JSON.stringify(value.text)}`;
  const like = `${name} like ${value.kind === "text" ? wildcardRegex(value.text) : insightsPattern(value)}`;
  return operator === "!=" ? `not (${like})` : like;
}

/** A name with other characters needs backticks. Source: CloudWatch Logs User Guide, "Supported logs and discovered fields". */
function insightsField(field: string): string {
  return /^[\w.]+$/.test(field) ? field : `\`${field}\``;
}

function insightsPattern(value: Exclude<Operand, { kind: "number" }>): string {
  return value.kind === "text"
    ? JSON.stringify(value.text)
    : `/${value.regex.replaceAll("/", String.raw`\/`)}/`;
}

function wildcardRegex(text: string): string {
  const escaped = text.replace(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return `/^${escaped.replaceAll("*", ".*")}$/`;
}

/** The condition as a query in Lucene syntax on the documents in OpenSearch, whose fields have the names of the line. */
export function toLucene(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions
        .map((each) => nested(each, toLucene))
        .join(` ${condition.kind.toUpperCase()} `);
    case "not":
      return `(*:* AND NOT ${nested(condition.condition, toLucene, true)})`;
    case "contains":
      return `message:${lucenePattern(condition.value)}`;
    case "exists":
      return `_exists_:${luceneField(condition.field)}`;
    case "compare": {
      const { field, operator, value } = condition;
      const term = `${luceneField(field)}:${luceneRange(operator)}${lucenePattern(value)}`;
      return operator === "!=" ? `(*:* AND NOT ${term})` : term;
    }
  }
}

function luceneRange(operator: Operator): string {
  return operator === "=" || operator === "!=" ? "" : operator;
}

function luceneField(field: string): string {
  return field.replace(/[^\w.@]/g, String.raw`\$&`);
}

function lucenePattern(value: Operand): string {
  switch (value.kind) {
    case "number":
      return String(value.number);
    case "regex":
      return `/${alternativesOf(value.regex)
        .map(wholeValue)
        .join("|")
        .replaceAll("/", String.raw`\/`)}/`;
    case "text":
      return value.text.includes("*")
        ? value.text.replace(/[^\w*]/g, String.raw`\$&`)
        : `"${value.text.replace(/["\\]/g, String.raw`\$&`)}"`;
  }
}

function alternativesOf(regex: string): readonly string[] {
  return regex.includes("(") ? [regex] : regex.split("|");
}

/**
 * A regular expression of Lucene is about the whole value, and has no anchors. Source: OpenSearch documentation, "Regular
 * expression syntax".
 */
function wholeValue(regex: string): string {
  const before = regex.startsWith("^") ? "" : ".*";
  const after = regex.endsWith("$") ? "" : ".*";
  return `${before}${regex.replace(/^\^/, "").replace(/\$$/, "")}${after}`;
}

function nested(condition: Condition, render: (condition: Condition) => string, always = false): string {
  const text = render(condition);
  const isList = condition.kind === "and" || condition.kind === "or";
  return isList || always ? `(${text})` : text;
}
