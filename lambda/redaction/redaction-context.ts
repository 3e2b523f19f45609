import type { SensitiveDataClass, RedactionPolicy } from "../../catalog";
import type { InspectedKey } from "./keys/inspected-key";
import { type Kind, KINDS } from "./kinds";
import { label } from "./labels";

/** One replacement, for a person who wants to know why. */
export interface Replacement {
  /** The detector that found it, or the key that named it. */
  readonly detector: string;
  readonly kind: Kind;
  readonly class: SensitiveDataClass;
  readonly action: "mask" | "hash";
  /** Where it stood: keys and places in lists, such as `attributes.headers[1]`. */
  readonly path: string;
  /** What stood there. It is the secret, so it may be compared and counted, and never written. */
  readonly value: string;
}

/** One redaction as it goes. */
export interface RedactionContext {
  readonly policy: RedactionPolicy;
  /** Keys without secrets that were read before, under the same treatments. */
  readonly inspectedKeys: Map<string, InspectedKey>;
  /** Absent without a key: what would be hashed is then masked. */
  readonly hash: ((value: string) => string) | undefined;
  readonly onReplacement: ((replacement: Replacement) => void) | undefined;
  /** Where it is; kept while somebody observes. */
  readonly path: (string | number)[];
  /** Characters and values that are left of the budget. */
  remainingBudget: number;
  /** How many strings of JSON it is inside of. */
  encodingDepth: number;
  replacements: number;
}

/** Counts a replacement and gives the label for it. */
export function recordReplacement(
  context: RedactionContext,
  kind: Kind,
  value: string,
  detector: string,
): string {
  context.replacements += 1;
  const sensitiveClass = KINDS[kind];
  const hash = context.policy[sensitiveClass].kind === "hash" ? context.hash : undefined;
  context.onReplacement?.({
    ...{ detector, kind, value },
    class: sensitiveClass,
    action: hash ? "hash" : "mask",
    path: formatPath(context.path),
  });
  return label(kind, hash?.(value));
}

/** @throws RangeError when the budget is spent */
export function spendBudget(context: RedactionContext, amount: number): void {
  context.remainingBudget -= amount;
  if (context.remainingBudget < 0)
    throw new RangeError("a record of more characters and values than its budget");
}

function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
