import { SENSITIVE_DATA_CLASSES } from "../../catalog";
import { createRedactor, type Replacement } from "../../lambda/redaction";
import type { Unlabelled } from "./unlabelled";

export interface LabelledLine {
  readonly text: string;
  readonly secrets: readonly { readonly class: string; readonly value: string }[];
  /** What an unlabelled line of a foreign corpus holds. The kinds are counted apart. */
  readonly unlabelled?: Unlabelled;
}

export interface ClassScore {
  /** Labelled secrets. */
  readonly secrets: number;
  /** Labelled secrets that the output does not contain. */
  readonly redacted: number;
  /** Replacements of this class. */
  readonly replacements: number;
  /** Replacements of a labelled secret, of any class, or of a part of one. */
  readonly truePositives: number;
}

export interface Score {
  readonly byClass: ReadonlyMap<string, ClassScore>;
  /** Lines without a secret, and how many of them were changed, by what they hold. */
  readonly unlabelled: ReadonlyMap<Unlabelled, LineCount>;
  /** Missed secrets and false replacements. Contains secrets; printed only on request. */
  readonly mistakes: readonly Mistake[];
}

export interface LineCount {
  readonly lines: number;
  readonly changed: number;
}

export interface Mistake {
  readonly line: number;
  readonly kind: "falseNegative" | "falsePositive";
  readonly class: string;
  readonly detector?: string;
  readonly text: string;
  readonly value: string;
}

/** Scores a redactor with all detectors on labelled lines. Also scores classes that only the corpus has. */
export function score(lines: readonly LabelledLine[]): Score {
  let seen: Replacement[] = [];
  const { redactLine } = createRedactor({ onReplacement: (replacement) => seen.push(replacement) });
  const counts = new Map<
    string,
    { secrets: number; redacted: number; replacements: number; truePositives: number }
  >();
  const countOf = (name: string) => {
    const known = counts.get(name) ?? { secrets: 0, redacted: 0, replacements: 0, truePositives: 0 };
    counts.set(name, known);
    return known;
  };
  for (const name of SENSITIVE_DATA_CLASSES) countOf(name);
  const mistakes: Mistake[] = [];
  const byKind = new Map<Unlabelled, { lines: number; changed: number }>();
  for (const [index, { text, secrets, unlabelled = "none of these" }] of lines.entries()) {
    seen = [];
    const redacted = redactLine(text);
    const note = (mistake: Omit<Mistake, "line" | "text">) =>
      mistakes.push({ line: index + 1, text, ...mistake });
    for (const { class: name, value } of secrets) {
      const count = countOf(name);
      count.secrets += 1;
      if (redacted.text.includes(value)) note({ kind: "falseNegative", class: name, value });
      else count.redacted += 1;
    }
    for (const { class: name, value, detector } of seen) {
      const count = countOf(name);
      count.replacements += 1;
      if (secrets.some((secret) => overlaps(secret.value, value))) count.truePositives += 1;
      else note({ kind: "falsePositive", class: name, detector, value });
    }
    if (secrets.length > 0) continue;
    const count = byKind.get(unlabelled) ?? { lines: 0, changed: 0 };
    byKind.set(unlabelled, count);
    count.lines += 1;
    if (redacted.replacements > 0 || redacted.failed) count.changed += 1;
  }
  return { byClass: counts, unlabelled: byKind, mistakes };
}

function overlaps(labelled: string, found: string): boolean {
  return found.includes(labelled) || labelled.includes(found) || decoded(found).includes(labelled);
}

/** A replacement can cover a base64 text that contains the secret. */
function decoded(found: string): string {
  return Buffer.from(found, "base64").toString("utf8");
}
