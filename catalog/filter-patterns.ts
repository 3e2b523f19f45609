import { LEVEL_KEYS } from "./level-keys";
import { type Level, LEVEL_NAMES, namesOfLevels, TRACEBACK_START } from "./levels";

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

/** Regular expressions in a pattern. Source: User Guide, "Supported regular expressions (regex) syntax". */
const MAX_REGEXES = 2;

/**
 * Patterns for objects without the key `level` whose level is one of some levels under another key of `LEVEL_KEYS`. No
 * event matches two of them, and none of them matches an event that `levelPattern` matches.
 *
 * The limits leave room for the keys that are marked as counted, and for the beginnings of names: `ERR` stands for `ERR`,
 * `ERRO`, `ERROR` and so on. A value such as `ERRATIC` is therefore counted, too. A key with a dot is read as one of an
 * inner object only.
 */
export function otherLevelPatterns(levels: readonly Level[]): readonly string[] {
  const expression = `%${beginningsOf(levels)
    .map((beginning) => `^\\s*${anyCase(beginning)}`)
    .join("|")}%`;
  const selectors = LEVEL_KEYS.filter(({ counted }) => counted).map(({ key }) => `$.${key}`);
  const patterns: string[] = [];
  for (let index = 0; index < selectors.length; index += MAX_REGEXES) {
    const absent = ["$.level", ...selectors.slice(0, index)].map((selector) => `${selector} NOT EXISTS`);
    const matches = selectors
      .slice(index, index + MAX_REGEXES)
      .map((selector) => `(${selector} = ${expression})`);
    patterns.push(jsonPattern(...absent, matches.join(" || ")));
  }
  return patterns;
}

/** The shortest beginnings, of three letters or more, of the names of some levels that no name of another level has. */
function beginningsOf(levels: readonly Level[]): readonly string[] {
  const names = namesOfLevels(levels);
  const others = Object.keys(LEVEL_NAMES).filter((name) => !names.includes(name));
  const beginnings = names.map((name) => {
    for (let length = 3; length < name.length; length += 1) {
      const beginning = name.slice(0, length);
      if (!others.some((other) => other.startsWith(beginning))) return beginning;
    }
    return name;
  });
  return [...new Set(beginnings)];
}

/**
 * Matches an object whose `level` is the number of an error: syslog's 1 to 3, Python's 40 to 99, and pino's 50 to 99. The
 * keys `pid` and `msg` are those of pino, whose 40 is a warning.
 */
export const ERROR_NUMBER_PATTERN =
  "{ (($.level >= 1) && ($.level <= 3)) || (($.level >= 50) && ($.level < 100)) || " +
  "(($.level >= 40) && ($.level < 50) && ($.pid NOT EXISTS) && ($.msg NOT EXISTS)) }";

/**
 * Matches an event that begins as a traceback, as the forwarder's parser reads it. The last line of a traceback does not begin a
 * new event, so that each traceback is counted once. A record that contains a traceback begins with a brace.
 */
export const TRACEBACK_PATTERN = `%^${TRACEBACK_START.replaceAll(" ", "\\s").replaceAll(/[()]/g, ".")}%`;

function anyCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);
}
