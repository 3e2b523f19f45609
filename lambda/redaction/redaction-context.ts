import type { SensitiveDataClass, RedactionPolicy } from "../../catalog";
import type { InspectedKey } from "./keys/inspected-key";
import { type Kind, KINDS } from "./kinds";
import { label, withoutLabels } from "./labels";

/** One replacement, for explaining a redaction. */
export interface Replacement {
  /** The detector that found the secret, or `key`. */
  readonly detector: string;
  readonly kind: Kind;
  readonly class: SensitiveDataClass;
  readonly action: "mask" | "hash";
  /** Location of the secret: keys and list indices, such as `attributes.headers[1]`. */
  readonly path: string;
  /** The replaced secret. It may be compared and counted, but must not be written. */
  readonly value: string;
}

/** State of one redaction. */
export interface RedactionContext {
  readonly policy: RedactionPolicy;
  /** Cache of keys without secrets, valid for one redaction policy. */
  readonly inspectedKeys: Map<string, InspectedKey>;
  /** Cache of values without secrets, valid for one redaction policy. */
  readonly harmlessKeywords: Set<string>;
  /** Absent without a hash key; `hash` then acts as `mask`. */
  readonly hash: ((value: string) => string) | undefined;
  readonly onReplacement: ((replacement: Replacement) => void) | undefined;
  /** Current location; maintained only if there is an observer. */
  readonly path: (string | number)[];
  /** Remaining budget, in values and in characters outside labels. */
  remainingBudget: number;
  /** Whether the key of the current value says that it is random text, such as an id. */
  isRandomText: boolean;
  /** Current nesting of JSON within JSON strings. */
  encodingDepth: number;
  replacements: number;
  /** The classes of the replaced secrets; undefined as long as there are none. */
  classes: Set<SensitiveDataClass> | undefined;
}

/** Counts a replacement and returns its label. */
export function recordReplacement(
  context: RedactionContext,
  kind: Kind,
  value: string,
  detector: string,
): string {
  context.replacements += 1;
  const sensitiveClass = KINDS[kind];
  (context.classes ??= new Set()).add(sensitiveClass);
  const hash = context.policy[sensitiveClass].kind === "hash" ? context.hash : undefined;
  context.onReplacement?.({
    ...{ detector, kind, value },
    class: sensitiveClass,
    action: hash ? "hash" : "mask",
    path: formatPath(context.path),
  });
  return label(kind, hash?.(value));
}

/** A copy for a redaction whose result is not used: it reports and counts nothing. */
export function unobserved(context: RedactionContext): RedactionContext {
  return { ...context, onReplacement: undefined, classes: undefined };
}

/** @throws RangeError if the budget is exhausted */
export function spendBudget(context: RedactionContext, amount: number): void {
  context.remainingBudget -= amount;
  if (context.remainingBudget < 0)
    throw new RangeError("the record exceeds its budget of characters and values");
}

/**
 * The characters of a text that count towards the budget. Labels lengthen a text and do not count: otherwise a second
 * redaction of the same text could exceed a budget that the first one kept.
 */
export function charactersOf(text: string): number {
  return withoutLabels(text).length;
}

function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
