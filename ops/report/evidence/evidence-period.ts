import type { EvidenceEntry } from "./entry";

const MS_PER_DAY = 86_400_000;

/** The period for which an index has evidence. */
export interface EvidencePeriod {
  /** Time of the first and of the last run. */
  readonly from: string;
  readonly to: string;
  readonly runs: number;
  /** Runs in which at least one check did not succeed. */
  readonly unsuccessful: number;
  /** The longest time between two runs, in days, rounded up. */
  readonly longestGapDays: number;
  /** Newest first. */
  readonly entries: readonly EvidenceEntry[];
}

/** Undefined for an index without an entry. */
export function evidencePeriod(entries: readonly EvidenceEntry[]): EvidencePeriod | undefined {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const times = entries.map(({ at }) => Date.parse(at));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return {
    from: first.at,
    to: last.at,
    runs: entries.length,
    unsuccessful: entries.filter(({ checks }) => checks.some(({ result }) => result !== "success")).length,
    longestGapDays: Math.ceil(Math.max(0, ...gaps) / MS_PER_DAY),
    entries: entries.toReversed(),
  };
}
