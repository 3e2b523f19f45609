import { type LogId, redactionPolicyOf, type RedactionOverrides } from "../../catalog";
import { DETECTORS } from "./detectors";
import type { Detector } from "./detectors/detector";
import { createKeyedHash } from "./keyed-hash";
import { createLineRedactor } from "./redact-line";
import { createRecordRedactor } from "./redact-record";
import { createValueRedactor } from "./redact-value";
import type { Redactor } from "./redaction";
import type { Replacement, RedactionContext } from "./redaction-context";
import { createSecretFinder } from "./text/find-secrets";
import { createTextRedactor } from "./text/redact-text";
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
  readonly overrides?: RedactionOverrides | undefined;
  /** @default DETECTORS */
  readonly detectors?: readonly Detector[];
  /**
   * Characters of text and number of values in one record, or characters of one text.
   * @default MAX_CHARACTERS
   */
  readonly budget?: number;
  /** Is told of every replacement, with what was replaced. */
  readonly onReplacement?: (replacement: Replacement) => void;
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
  overrides,
  detectors = DETECTORS,
  budget = MAX_CHARACTERS,
  onReplacement,
}: RedactorOptions = {}): Redactor {
  const redactText = createTextRedactor(createSecretFinder(detectors));
  // One id of digits in a few thousand would pass for a card number.
  const redactId = createTextRedactor(
    createSecretFinder(detectors.filter(({ name }) => !DETECTORS_SKIPPED_IN_IDS.has(name))),
  );
  const redactRecord = createRecordRedactor(createValueRedactor(redactText), redactId);
  const hash = hashKey === undefined ? undefined : createKeyedHash(hashKey);
  const byLog = new Map<LogId | undefined, Pick<RedactionContext, "policy" | "inspectedKeys">>();

  const startContext = (log: LogId | undefined): RedactionContext => {
    let cached = byLog.get(log);
    if (!cached)
      byLog.set(log, (cached = { policy: redactionPolicyOf(log, overrides), inspectedKeys: new Map() }));
    const { policy: policy, inspectedKeys } = cached;
    return {
      policy: policy,
      inspectedKeys,
      hash,
      onReplacement,
      path: [],
      remainingBudget: budget,
      encodingDepth: 0,
      replacements: 0,
    };
  };

  const redactor: Omit<Redactor, "redactLine"> = {
    redactRecord(record, log) {
      try {
        const context = startContext(log);
        const redacted = redactRecord(record, context);
        return { record: redacted, replacements: context.replacements, failed: false };
      } catch {
        return { record: withheldRecord(record, hashKey), replacements: 0, failed: true };
      }
    },
    redactText(text, log) {
      try {
        const context = startContext(log);
        if (text.length <= budget) {
          const redacted = redactText(text, context);
          return { text: redacted, replacements: context.replacements, failed: false };
        }
      } catch {
        // Withheld, as a text beyond the budget is.
      }
      return { text: withheldText(text, hashKey), replacements: 0, failed: true };
    },
  };
  const textHasSecrets = (text: string, log: LogId | undefined): boolean => {
    try {
      return redactText(text, { ...startContext(log), onReplacement: undefined }) !== text;
    } catch {
      return true;
    }
  };
  return { ...redactor, redactLine: createLineRedactor({ ...redactor, textHasSecrets }) };
}

const DETECTORS_SKIPPED_IN_IDS: ReadonlySet<string> = new Set([
  "card number",
  "phone number",
  "number after keyword",
]);
