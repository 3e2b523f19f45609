import type { LogId } from "../../catalog";
import type { Redaction, Redactor } from "./redaction";

/** What a line is redacted by: with an observer, and the same without, which is asked a second time. */
interface LineRedactorOptions {
  readonly redactRecord: Redactor["redactRecord"];
  readonly redactText: Redactor["redactText"];
  readonly textHasSecrets: (text: string, log: LogId | undefined) => boolean;
}

/**
 * A line of a log file: JSON stays JSON of the same shape, anything else is a text. A line without secrets stays as it
 * is, byte for byte.
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
    // A key that stands twice hides the first of its values from the parser, and the line has both.
    if (redacted === parsed && !textHasSecrets(line, log)) return { ...redaction, text: line };
    try {
      return { ...redaction, text: JSON.stringify(redacted) };
    } catch {
      // Nested deeper than it can be written again.
      return redactText(line, log);
    }
  };
}

const LIST_ATTRIBUTE = "line";

/** An object or a list, or undefined for a line that is neither. */
function parse(line: string): object | undefined {
  const start = line.trimStart();
  if (!start.startsWith("{") && !start.startsWith("[")) return undefined;
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}
