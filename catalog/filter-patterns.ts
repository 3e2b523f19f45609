import { type Level, namesOfLevels, TRACEBACK_START } from "./levels";

/**
 * Filter patterns of CloudWatch Logs.
 *
 * Limits: a pattern has at most 1,024 characters and two regular expressions; a log group has at most 100 metric filters,
 * of which five may contain a regular expression. In a regular expression, parentheses and most symbols, including the
 * space, are not supported. Sources: Amazon CloudWatch Logs API Reference, "PutMetricFilter"; Amazon CloudWatch Logs User
 * Guide, "Supported regular expressions (regex) syntax" and "CloudWatch Logs quotas".
 */
export const MAX_PATTERN_CHARACTERS = 1_024;
export const MAX_METRIC_FILTERS = 100;
export const MAX_REGEX_PATTERNS = 5;

/** Matches a JSON object that meets every condition, such as `$.status >= 500`. */
export function jsonPattern(...conditions: readonly string[]): string {
  return conditions.length === 1
    ? `{ ${conditions.join("")} }`
    : `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`;
}

/** Matches text that contains one of the terms, at any position. */
export function anyTermPattern(terms: readonly string[]): string {
  return terms.map((term) => `?${JSON.stringify(term)}`).join(" ");
}

/**
 * Matches a JSON object whose `level` is one of some levels, under each of their names, in any case, with or without
 * white space around it: as the forwarder's parser reads it. The comparison of text is case-sensitive, and so the
 * pattern is a regular expression.
 */
export function levelPattern(levels: readonly Level[]): string {
  const expressions = namesOfLevels(levels).map((name) => `^\\s*${anyCase(name)}\\s*$`);
  return jsonPattern(`$.level = %${expressions.join("|")}%`);
}

/**
 * Matches an event that begins as a traceback, as the forwarder's parser reads it. The last line of a traceback does not begin a
 * new event, so that each traceback is counted once. A record that contains a traceback begins with a brace.
 */
export const TRACEBACK_PATTERN = `%^${TRACEBACK_START.replaceAll(" ", "\\s").replaceAll(/[()]/g, ".")}%`;

function anyCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);
}
