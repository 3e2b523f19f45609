import type { LogId } from "../../catalog";
import type { Redaction, Redactor } from "./redaction";

/** Functions that redact a line; `textHasSecrets` is a second check without an observer. */
interface LineRedactorOptions {
  readonly redactRecord: Redactor["redactRecord"];
  readonly redactText: Redactor["redactText"];
  readonly textHasSecrets: (text: string, log: LogId | undefined) => boolean;
}

/**
 * Redacts a line of a log file. JSON remains JSON of the same shape; any other line is redacted as text. A line without
 * secrets is returned unchanged, byte for byte.
 */
export function createLineRedactor({ redactRecord, redactText, textHasSecrets }: LineRedactorOptions) {
  return (line: string, log?: LogId): Redaction & { readonly text: string } => {
    const parsed = parse(line);
    if (parsed === undefined) return redactText(line, log);
    const { record, ...redaction } = Array.isArray(parsed)
      ? redactRecord({ attributes: { [LIST_ATTRIBUTE]: parsed } }, log)
      : redactRecord(parsed, log);
    if (redaction.failed) return { ...redaction, text: JSON.stringify(record) };
    const redacted = Array.isArray(parsed) ? record.attributes?.[LIST_ATTRIBUTE] : record;
    // The parser drops the first value of a duplicate key, but the line contains both.
    if (redacted === parsed && !textHasSecrets(line, log)) return { ...redaction, text: line };
    return { ...redaction, text: JSON.stringify(redacted) };
  };
}

const LIST_ATTRIBUTE = "line";

/** Parses a line that is a JSON object or list; returns undefined for any other line. */
function parse(line: string): object | undefined {
  const start = line.trimStart();
  if (!start.startsWith("{") && !start.startsWith("[")) return undefined;
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}
