import {
  type LogId,
  redactionPolicyOf,
  type RedactionOverrides,
  type SensitiveDataClass,
} from "../../catalog";
import { DETECTORS } from "./detectors";
import { opaqueToken } from "./detectors/opaque-token";
import type { Detector } from "./detectors/detector";
import { DETECTORS_SKIPPED_IN_IDS } from "./id-fields";
import { createKeyedHash } from "./keyed-hash";
import { createLineRedactor } from "./redact-line";
import { createRecordRedactor } from "./redact-record";
import { createValueRedactor } from "./redact-value";
import type { Redaction, Redactor } from "./redaction";
import { charactersOf, type RedactionContext, type Replacement, unobserved } from "./redaction-context";
import { createCodeBuffer } from "./text/code-buffer";
import { createSecretFinder } from "./text/find-secrets";
import { createTextRedactor } from "./text/redact-text";
import { withheldRecord, withheldText } from "./withhold";

export interface RedactorOptions {
  /**
   * Hash key of the environment. Hashes of different environments cannot be compared.
   * @default - none; `hash` acts as `mask`
   */
  readonly hashKey?: string | undefined;
  /**
   * Redaction actions that the environment overrides, by class, in every log.
   * @default {} - the policy of the catalogue
   */
  readonly overrides?: RedactionOverrides | undefined;
  /** @default DETECTORS */
  readonly detectors?: readonly Detector[];
  /**
   * Maximum characters and values in one record, or maximum characters of one text. Labels do not count.
   * @default MAX_CHARACTERS
   */
  readonly budget?: number;
  /** Called for every replacement, with the replaced value. */
  readonly onReplacement?: (replacement: Replacement) => void;
}

/** Twice the maximum size of a log event (1 MB; Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"). */
export const MAX_CHARACTERS = 2 * 1024 * 1024;

/**
 * Creates a redactor that fails closed: if redaction fails, the text is withheld. Its functions never throw, so a
 * caller cannot bypass this. They are idempotent: a second redaction with the same policy changes nothing.
 */
export function createRedactor({
  hashKey,
  overrides,
  detectors = DETECTORS,
  budget = MAX_CHARACTERS,
  onReplacement,
}: RedactorOptions = {}): Redactor {
  const buffer = createCodeBuffer();
  const find = createSecretFinder(detectors, buffer);
  const without = (isSkipped: (name: string) => boolean) => {
    const skipped = Uint8Array.from(detectors, ({ name }) => (isSkipped(name) ? 1 : 0));
    return createTextRedactor((text) => find(text, skipped));
  };
  const redactText = createTextRedactor(find);
  const redactId = without((name) => DETECTORS_SKIPPED_IN_IDS.has(name));
  const redactRandomText = without((name) => name === opaqueToken.name);
  const redactRecord = createRecordRedactor(createValueRedactor(redactText, redactRandomText), redactId);
  const hash = hashKey === undefined ? undefined : createKeyedHash(hashKey);
  const byLog = new Map<
    LogId | undefined,
    Pick<RedactionContext, "policy" | "inspectedKeys" | "harmlessKeywords">
  >();

  const startContext = (log: LogId | undefined): RedactionContext => {
    let cached = byLog.get(log);
    if (!cached) {
      cached = {
        policy: redactionPolicyOf(log, overrides),
        inspectedKeys: new Map(),
        harmlessKeywords: new Set(),
      };
      byLog.set(log, cached);
    }
    return {
      policy: cached.policy,
      inspectedKeys: cached.inspectedKeys,
      harmlessKeywords: cached.harmlessKeywords,
      hash,
      onReplacement,
      path: onReplacement ? [] : NO_PATH,
      remainingBudget: budget,
      encodingDepth: 0,
      isRandomText: false,
      replacements: 0,
      classes: undefined,
    };
  };

  const redactor: Omit<Redactor, "redactLine"> = {
    redactRecord(record, log) {
      try {
        const context = startContext(log);
        const redacted = redactRecord(record, context);
        return {
          record: redacted,
          replacements: context.replacements,
          classes: classesOf(context),
          failed: false,
        };
      } catch {
        return { record: withheldRecord(record, hashKey), ...FAILED };
      } finally {
        buffer.clear();
      }
    },
    redactText(text, log) {
      try {
        const context = startContext(log);
        if (text.length <= budget || charactersOf(text) <= budget) {
          const redacted = redactText(text, context);
          return {
            text: redacted,
            replacements: context.replacements,
            classes: classesOf(context),
            failed: false,
          };
        }
      } catch {
        // Withheld, like a text beyond the budget.
      } finally {
        buffer.clear();
      }
      return { text: withheldText(text, hashKey), ...FAILED };
    },
    withholdRecord: (record) => withheldRecord(record, hashKey),
  };
  const textHasSecrets = (text: string, log: LogId | undefined): boolean => {
    try {
      return redactText(text, unobserved(startContext(log))) !== text;
    } catch {
      return true;
    } finally {
      buffer.clear();
    }
  };
  return { ...redactor, redactLine: createLineRedactor({ ...redactor, textHasSecrets }) };
}

const NO_PATH: (string | number)[] = [];
const FAILED: Redaction = { replacements: 0, classes: [], failed: true };

const NO_CLASSES: readonly SensitiveDataClass[] = [];

function classesOf({ classes }: RedactionContext): readonly SensitiveDataClass[] {
  return classes === undefined ? NO_CLASSES : [...classes];
}
