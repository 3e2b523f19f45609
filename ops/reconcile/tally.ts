/** An event without its text. Of an event that only the sink has, the id is the sink's. */
export interface Example {
  readonly id: string;
  readonly logStream: string;
  /**
   * Milliseconds since the epoch.
   * @default - not known
   */
  readonly timestamp?: number;
}

export interface TalliedEvents {
  readonly events: number;
  /** The first ones. */
  readonly examples: readonly Example[];
  /** Time of the earliest and of the latest one, in milliseconds since the epoch. */
  readonly first?: number;
  readonly last?: number;
}

/** Counts events, and keeps the first ones as examples. The memory does not depend on their number. */
export class Tally {
  private count = 0;
  private first = Infinity;
  private last = -Infinity;
  private readonly examples: Example[] = [];

  constructor(private readonly maxExamples: number) {}

  get events(): number {
    return this.count;
  }

  add(example: Example): void {
    this.count += 1;
    if (this.examples.length < this.maxExamples) this.examples.push(example);
    if (example.timestamp !== undefined) this.extend(example.timestamp, example.timestamp);
  }

  /** Adds `events` of the other's events. Which of them is not known, so all of their examples and times are added. */
  addSome(other: Tally, events: number): void {
    this.count += events;
    this.examples.push(...other.examples.slice(0, this.maxExamples - this.examples.length));
    this.extend(other.first, other.last);
  }

  summary(): TalliedEvents {
    const { count: events, first, last, examples } = this;
    return { events, examples: [...examples], ...(first <= last && { first, last }) };
  }

  private extend(first: number, last: number): void {
    this.first = Math.min(this.first, first);
    this.last = Math.max(this.last, last);
  }
}
