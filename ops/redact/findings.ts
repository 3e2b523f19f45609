import type { LogId, RedactionPolicy, SensitiveDataClass } from "../../catalog";
import type { Replacement } from "../../lambda/redaction";

/** How many values of a class a detector found in a field of a log. */
export interface Finding {
  readonly log: LogId;
  readonly class: SensitiveDataClass;
  readonly detector: string;
  /** Keys up to the value, without the indices of lists. */
  readonly field: string;
  /** What the forwarder does with the value: with `keep`, it leaves the account. */
  readonly action: "mask" | "hash" | "keep";
  readonly count: number;
}

/** Bounds the memory: the keys of a line can be any text. */
export const MAX_FINDINGS = 1_000;
const OTHER_FIELDS = "(other fields)";

/** Counts replacements by log, class, detector and field; stores no value. */
export class Findings {
  private readonly counted = new Map<string, Omit<Finding, "count"> & { count: number }>();

  /** @param redactText redacts keys, which may contain sensitive data too */
  constructor(private readonly redactText: (text: string) => string) {}

  count(log: LogId, policy: RedactionPolicy, { class: sensitiveClass, detector, path }: Replacement): void {
    const action = policy[sensitiveClass].kind;
    const entry = (field: string) => ({ log, class: sensitiveClass, detector, field, action });
    const field = path === "" ? "(text)" : this.redactText(path.replaceAll(/\[\d+\]/g, "[]"));
    const key = JSON.stringify(entry(field));
    const isBounded = this.counted.has(key) || this.counted.size < MAX_FINDINGS;
    const counted = entry(isBounded ? field : OTHER_FIELDS);
    const countedKey = JSON.stringify(counted);
    const known = this.counted.get(countedKey);
    if (known) known.count += 1;
    else this.counted.set(countedKey, { ...counted, count: 1 });
  }

  /** Kept values first, because they leave the account; then the most frequent ones. */
  list(): readonly Finding[] {
    return [...this.counted.values()].toSorted(
      (one, other) =>
        Number(other.action === "keep") - Number(one.action === "keep") || other.count - one.count,
    );
  }
}
