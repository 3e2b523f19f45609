import type { LogRecord } from "../../lib/catalog";
import { card, DETECTORS } from "./detectors";
import type { Detector } from "./detector";
import { recordRedactor } from "./redact-record";
import { textRedactor } from "./redact-text";
import { withheldRecord, withheldText } from "./withhold";

export interface Redaction {
  /** How many secrets were replaced. */
  readonly replacements: number;
  /** Redaction did not come to its end, and the text was withheld as a whole. */
  readonly failed: boolean;
}

export interface Redactor {
  readonly redactRecord: (record: LogRecord) => Redaction & { readonly record: LogRecord };
  readonly redactText: (text: string) => Redaction & { readonly text: string };
}

/**
 * Characters of text and number of values in one record, or characters of one text. Twice the largest log event
 * (1 MB; Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"): what is larger was not logged.
 */
export const MAX_CHARACTERS = 2 * 1024 * 1024;

/**
 * Redaction that fails closed: whatever goes wrong, the text does not leave. The promise cannot be taken back by a
 * caller, for nothing here throws.
 */
export function createRedactor(
  detectors: readonly Detector[] = DETECTORS,
  budget = MAX_CHARACTERS,
): Redactor {
  const redactText = textRedactor(detectors);
  // One id of digits in a few thousand would pass for a card number.
  const redactId = textRedactor(detectors.filter((detector) => detector !== card));
  const redactRecord = recordRedactor({ redactText, redactId, budget });
  return {
    redactRecord(record) {
      try {
        return { ...redactRecord(record), failed: false };
      } catch {
        return { record: withheldRecord(record), replacements: 0, failed: true };
      }
    },
    redactText(text) {
      try {
        if (text.length <= budget) return { ...redactText(text), failed: false };
      } catch {
        // Withheld, as a text beyond the budget is.
      }
      return { text: withheldText(text.length), replacements: 0, failed: true };
    },
  };
}
