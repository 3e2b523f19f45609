import { parseObject } from "../shared/json";
import { printable } from "./printable";

/** Long enough for an error with its message; a mail program shows a longer line badly. */
const MAX_CHARACTERS = 500;

/** The fields of a log record that say most, in the order of reading. */
const FIELDS = ["@timestamp", "level", "logger", "error_type", "message"] as const;

/**
 * A log line for people: the main fields of a log record, or the whole line of any other shape.
 *
 * @param line redacted
 */
export function printableLine(line: string): string {
  const record = parseObject(line);
  const fields = FIELDS.flatMap((name) => {
    const value = record[name];
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  });
  return printable(record["message"] === undefined ? line : fields.join(" "), MAX_CHARACTERS);
}
