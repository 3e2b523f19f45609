import type { Level } from "./level";
import { LEVEL_VOCABULARIES } from "./level-vocabularies";

export { type Level, LEVELS } from "./level";

/** Levels of errors. Sampling keeps all of them, Sentry receives only them, and alarms count them. */
export const ERROR_LEVELS = ["ERROR", "CRITICAL"] as const satisfies readonly Level[];

/** Whether a level is one of an error. */
export function isErrorLevel(level: Level | undefined): boolean {
  return level === "ERROR" || level === "CRITICAL";
}

/**
 * Every name of a level that a log line may have, in upper case. The forwarder's parser and the metric filters read a
 * level by this table.
 */
export const LEVEL_NAMES: Readonly<Record<string, Level>> = Object.fromEntries(
  LEVEL_VOCABULARIES.flatMap(({ names }) =>
    Object.entries(names).flatMap(([level, list]) => list.map((name) => [name, level as Level] as const)),
  ),
);

/** Every name of some levels, in upper case. */
export function namesOfLevels(levels: readonly Level[]): readonly string[] {
  return Object.entries(LEVEL_NAMES).flatMap(([name, level]) => (levels.includes(level) ? [name] : []));
}

/**
 * What a traceback in plain text begins with. Such a line has no level, and counts as one of level ERROR: another program
 * than the application's logger wrote it, such as the interpreter that ended. Source: Python documentation, "traceback".
 */
export const TRACEBACK_START = "Traceback (most recent call last):";

const LEVELS_BY_NAME: ReadonlyMap<string, Level> = new Map(Object.entries(LEVEL_NAMES));

/** The level that a text names, in any case, with or without white space around it. */
export function levelNamed(text: string): Level | undefined {
  return LEVELS_BY_NAME.get(text) ?? LEVELS_BY_NAME.get(text.trim().toUpperCase());
}

/** What libraries write around the name of a level: slog's `ERROR+2`; `Level.ERROR`, `SEVERITY_NUMBER_ERROR`, `LOG_ERR`. */
const DECORATED_NAME = /^(?:[\w.]*\.|severity_number_|log_|level_)?(?<name>[a-z]+\d?)(?:[+-]\d+)?$/i;

/** The level that the value of a key names: as `levelNamed`, also in the notations of other libraries. */
export function levelWritten(value: string): Level | undefined {
  const level = levelNamed(value);
  if (level) return level;
  const name = DECORATED_NAME.exec(value.trim())?.groups?.["name"]?.toUpperCase();
  if (name === undefined) return undefined;
  // Of winston. In a text it is the name of the protocol.
  return name === "HTTP" ? "INFO" : LEVELS_BY_NAME.get(name);
}
