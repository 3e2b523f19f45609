import type { Redaction, Replacement } from "../../lambda/redaction";

/** Counts lines and replacements; stores no value of a log line. */
export class RedactionStatistics {
  private lines = 0;
  private changed = 0;
  private withheld = 0;
  private readonly byDetector = new Map<string, { readonly label: string; count: number }>();

  count({ class: sensitiveClass, detector }: Replacement): void {
    const key = `${sensitiveClass}, ${detector}`;
    const counted = this.byDetector.get(key);
    if (counted) counted.count += 1;
    else this.byDetector.set(key, { label: key, count: 1 });
  }

  /** @returns the line's text */
  countLine({ text, replacements, failed }: Redaction & { readonly text: string }): string {
    this.lines += 1;
    if (failed) this.withheld += 1;
    else if (replacements > 0) this.changed += 1;
    return text;
  }

  report(): string {
    const rows = [...this.byDetector.values()].toSorted((one, other) => other.count - one.count);
    return [
      `${this.lines} lines, ${this.changed} with replacements, ${this.withheld} withheld`,
      ...rows.map(({ label, count }) => `${String(count).padStart(8)}  ${label}`),
    ].join("\n");
  }
}
