import { type LogId, treatmentsOf, type TreatmentSettings } from "../../catalog";
import { DETECTORS } from "./detectors";
import type { Detector } from "./detectors/detector";
import { keyedHash } from "./keyed-hash";
import { lineRedactor } from "./redact-line";
import { recordRedactor } from "./redact-record";
import { valueRedactor } from "./redact-value";
import type { Redactor } from "./redaction";
import { secretFinder } from "./text/find-secrets";
import { textRedactor } from "./text/redact-text";
import type { Replacement, Walk } from "./walk";
import { withheldRecord, withheldText } from "./withhold";

export interface RedactorOptions {
  /**
   * Key of the hashes, one for each environment: its hashes cannot be compared with another's.
   * @default - none: what would be hashed is masked
   */
  readonly hashKey?: string | undefined;
  /**
   * What the environment says of classes, in every log.
   * @default {} - as the catalogue has it
   */
  readonly treatments?: TreatmentSettings | undefined;
  /** @default DETECTORS */
  readonly detectors?: readonly Detector[];
  /**
   * Characters of text and number of values in one record, or characters of one text.
   * @default MAX_CHARACTERS
   */
  readonly budget?: number;
  /** Is told of every replacement, with what was replaced. */
  readonly observe?: (replacement: Replacement) => void;
}

/**
 * Twice the largest log event (1 MB; Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"): what is larger was
 * not logged.
 */
export const MAX_CHARACTERS = 2 * 1024 * 1024;

/**
 * Redaction that fails closed: whatever goes wrong, the text does not leave. The promise cannot be taken back by a
 * caller, for nothing here throws.
 */
export function createRedactor({
  hashKey,
  treatments,
  detectors = DETECTORS,
  budget = MAX_CHARACTERS,
  observe,
}: RedactorOptions = {}): Redactor {
  const redactText = textRedactor(secretFinder(detectors));
  // One id of digits in a few thousand would pass for a card number.
  const redactId = textRedactor(secretFinder(detectors.filter(({ name }) => !NOT_IN_IDS.has(name))));
  const redactRecord = recordRedactor(valueRedactor(redactText), redactId);
  const hash = hashKey === undefined ? undefined : keyedHash(hashKey);
  const byLog = new Map<LogId | undefined, Pick<Walk, "treatments" | "keys">>();

  const start = (log: LogId | undefined): Walk => {
    let known = byLog.get(log);
    if (!known) byLog.set(log, (known = { treatments: treatmentsOf(log, treatments), keys: new Map() }));
    const { treatments: given, keys } = known;
    return { treatments: given, keys, hash, observe, path: [], left: budget, carriers: 0, replacements: 0 };
  };

  const redactor: Omit<Redactor, "redactLine"> = {
    redactRecord(record, log) {
      try {
        const walk = start(log);
        const redacted = redactRecord(record, walk);
        return { record: redacted, replacements: walk.replacements, failed: false };
      } catch {
        return { record: withheldRecord(record, hashKey), replacements: 0, failed: true };
      }
    },
    redactText(text, log) {
      try {
        const walk = start(log);
        if (text.length <= budget) {
          const redacted = redactText(text, walk);
          return { text: redacted, replacements: walk.replacements, failed: false };
        }
      } catch {
        // Withheld, as a text beyond the budget is.
      }
      return { text: withheldText(text, hashKey), replacements: 0, failed: true };
    },
  };
  const mayHoldMore = (text: string, log: LogId | undefined): boolean => {
    try {
      return redactText(text, { ...start(log), observe: undefined }) !== text;
    } catch {
      return true;
    }
  };
  return { ...redactor, redactLine: lineRedactor({ ...redactor, mayHoldMore }) };
}

const NOT_IN_IDS: ReadonlySet<string> = new Set([
  "card number",
  "phone number",
  "number with its name before it",
]);
