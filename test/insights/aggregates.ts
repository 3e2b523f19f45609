import { percentile } from "../../local/verify/percentile";
import { compareNaturally, toNumber, toText, type Value } from "./values";

/** An event of a group: the values of the arguments of an aggregation, and the time of the event. */
export interface Sample {
  readonly args: readonly Value[];
  readonly timestamp: Value;
}

interface Aggregate {
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number];
  /** The result depends on `@timestamp`, which must be available. */
  readonly needsTimestamp?: true;
  readonly compute: (samples: readonly Sample[]) => Value;
}

/**
 * Aggregations by their names in lower case. They ignore absent values; without any value, the result of all but the
 * counts is absent. Source: CloudWatch Logs User Guide, "stats", "Functions to use with stats".
 */
export const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map(
  Object.entries<Aggregate>({
    count: { arity: [0, 1], compute: (samples) => samples.filter(isCounted).length },
    count_distinct: {
      arity: [1, 1],
      compute: (samples) => new Set(presentIn(samples).map(firstOf).map(toText)).size,
    },
    sum: ofNumbers((numbers) => sum(numbers)),
    avg: ofNumbers((numbers) => sum(numbers) / numbers.length),
    min: { arity: [1, 1], compute: (samples) => sortedValues(samples).at(0) },
    max: { arity: [1, 1], compute: (samples) => sortedValues(samples).at(-1) },
    pct: {
      arity: [2, 2],
      compute: (samples) => {
        const numbers = numbersIn(samples);
        const percent = toNumber(samples[0]?.args[1]);
        return numbers.length === 0 || percent === undefined ? undefined : percentile(numbers, percent);
      },
    },
    earliest: {
      arity: [1, 1],
      needsTimestamp: true,
      compute: (samples) => firstOf(byTime(samples).at(0)),
    },
    latest: {
      arity: [1, 1],
      needsTimestamp: true,
      compute: (samples) => firstOf(byTime(samples).at(-1)),
    },
  }),
);

function ofNumbers(compute: (numbers: readonly number[]) => number): Aggregate {
  return {
    arity: [1, 1],
    compute: (samples) => {
      const numbers = numbersIn(samples);
      return numbers.length === 0 ? undefined : compute(numbers);
    },
  };
}

/** `count(*)` has no argument and counts every event. */
function isCounted({ args }: Sample): boolean {
  return args.length === 0 || args[0] !== undefined;
}

function firstOf(sample: Sample | undefined): Value {
  return sample?.args[0];
}

function presentIn(samples: readonly Sample[]): readonly Sample[] {
  return samples.filter((sample) => firstOf(sample) !== undefined);
}

function numbersIn(samples: readonly Sample[]): readonly number[] {
  return samples.map((sample) => toNumber(firstOf(sample))).filter((number) => number !== undefined);
}

function sortedValues(samples: readonly Sample[]): readonly Value[] {
  return presentIn(samples).map(firstOf).toSorted(compareNaturally);
}

function byTime(samples: readonly Sample[]): readonly Sample[] {
  return presentIn(samples).toSorted((a, b) => compareNaturally(a.timestamp, b.timestamp));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
