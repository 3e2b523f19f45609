import type { SecretClass, Treatments } from "../../catalog";
import type { ReadKey } from "./keys/read-key";
import { type Kind, KINDS } from "./kinds";
import { label } from "./labels";

/** One replacement, for a person who wants to know why. */
export interface Replacement {
  /** The detector that found it, or the key that named it. */
  readonly detector: string;
  readonly kind: Kind;
  readonly class: SecretClass;
  readonly treatment: "mask" | "hash";
  /** Where it stood: keys and places in lists, such as `attributes.headers[1]`. */
  readonly path: string;
  /** What stood there. It is the secret, so it may be compared and counted, and never written. */
  readonly value: string;
}

/** One redaction as it goes. */
export interface Walk {
  readonly treatments: Treatments;
  /** Keys without secrets that were read before, under the same treatments. */
  readonly keys: Map<string, ReadKey>;
  /** Absent without a key: what would be hashed is then masked. */
  readonly hash: ((value: string) => string) | undefined;
  readonly observe: ((replacement: Replacement) => void) | undefined;
  /** Where it is; kept while somebody observes. */
  readonly path: (string | number)[];
  /** Characters and values that are left of the budget. */
  left: number;
  /** How many strings of JSON it is inside of. */
  carriers: number;
  replacements: number;
}

/** Counts a replacement and gives the label for it. */
export function labelFor(walk: Walk, kind: Kind, value: string, detector: string): string {
  walk.replacements += 1;
  const secretClass = KINDS[kind];
  const hash = walk.treatments[secretClass].kind === "hash" ? walk.hash : undefined;
  walk.observe?.({
    ...{ detector, kind, value },
    class: secretClass,
    treatment: hash ? "hash" : "mask",
    path: pathOf(walk.path),
  });
  return label(kind, hash?.(value));
}

/** @throws RangeError when the budget is spent */
export function spend(walk: Walk, amount: number): void {
  walk.left -= amount;
  if (walk.left < 0) throw new RangeError("a record of more characters and values than its budget");
}

function pathOf(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
