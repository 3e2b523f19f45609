import {
  type Level,
  LEVEL_KEYS,
  LEVEL_LETTERS,
  type LevelKey,
  levelNumbered,
  levelWritten,
} from "../../../catalog";
import { isObject, type JsonObject } from "../../shared/json";
import { valueAt } from "./value-at";

/** The level of a line whose field `level` does not name one. */
export function findLevel(line: JsonObject): Level | undefined {
  const byLowerCase = new Map(Object.entries(line).map(([key, value]) => [key.toLowerCase(), value]));
  for (const { key, numbers, beside, letters, absent } of LEVEL_KEYS) {
    if (beside !== undefined && !Object.hasOwn(line, beside)) continue;
    // The upper case of PRIORITY is journald's; `priority` is a word of the business.
    const value =
      key === key.toUpperCase() ? line[key] : (byLowerCase.get(key.toLowerCase()) ?? valueAt(line, key));
    const level = letters ? LEVEL_LETTERS[String(value)] : readLevel(value, line, numbers);
    if (level) return level;
    if (value === undefined && absent) return absent;
  }
  return undefined;
}

/** Keys of the name in a level that is an object: loguru's and Log4j's; log4js'. */
const NAME_KEYS = ["name", "levelStr"] as const;

function readLevel(value: unknown, line: JsonObject, numbers: LevelKey["numbers"]): Level | undefined {
  if (isObject(value)) {
    const name = NAME_KEYS.map((key) => value[key]).find((each) => typeof each === "string");
    return name === undefined ? undefined : levelWritten(name);
  }
  if (typeof value === "string") {
    const level = levelWritten(value);
    if (level || !/^\d{1,5}$/.test(value)) return level;
  } else if (typeof value !== "number") return undefined;
  if (numbers === undefined) return undefined;
  const number = Number(value);
  return levelNumbered(number, typeof numbers === "function" ? numbers(number, line) : numbers);
}
