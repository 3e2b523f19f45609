import { fromBoolean, isTrue, Timestamp, toNumber, toText, type Value } from "./values";

/** The time range of a query and the time at which it started, in milliseconds since the Unix epoch. */
export interface QueryTime {
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

interface InsightsFunction {
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number];
  /** The index of the argument that is a period, such as `5m`. */
  readonly period?: number;
  readonly apply: (args: readonly Value[], time: QueryTime) => Value;
}

const MANY = Number.POSITIVE_INFINITY;

/**
 * Functions by their names in lower case. A function of an absent value is absent, unless its description says
 * otherwise. Source: CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions".
 */
export const FUNCTIONS: ReadonlyMap<string, InsightsFunction> = new Map(
  Object.entries<InsightsFunction>({
    abs: ofNumbers([1, 1], Math.abs),
    ceil: ofNumbers([1, 1], Math.ceil),
    floor: ofNumbers([1, 1], Math.floor),
    greatest: ofNumbers([1, MANY], Math.max),
    least: ofNumbers([1, MANY], Math.min),

    ispresent: { arity: [1, 1], apply: ([value]) => fromBoolean(value !== undefined) },
    coalesce: { arity: [1, MANY], apply: (values) => values.find((value) => value !== undefined) },
    if: {
      arity: [3, 3],
      apply: ([condition, whenTrue, whenFalse]) => (isTrue(condition) ? whenTrue : whenFalse),
    },

    isempty: { arity: [1, 1], apply: ([value]) => fromBoolean((toText(value) ?? "") === "") },
    isblank: { arity: [1, 1], apply: ([value]) => fromBoolean((toText(value) ?? "").trim() === "") },
    concat: ofTexts([1, MANY], (...texts) => texts.join("")),
    strlen: ofTexts([1, 1], (text = "") => Array.from(text).length),
    trim: ofTexts([1, 1], (text = "") => text.trim()),
    toupper: ofTexts([1, 1], (text = "") => text.toUpperCase()),
    tolower: ofTexts([1, 1], (text = "") => text.toLowerCase()),
    strcontains: {
      arity: [2, 3],
      apply: ([value, search, ignoreCase]) => {
        const fold = (text: Value) => (isTrue(ignoreCase) ? toText(text)?.toLowerCase() : toText(text));
        const searched = fold(search);
        return fromBoolean(searched !== undefined && fold(value)?.includes(searched) === true);
      },
    },

    datefloor: ofPeriods(Math.floor),
    dateceil: ofPeriods(Math.ceil),
    frommillis: {
      arity: [1, 1],
      apply: ([value]) => {
        const ms = toNumber(value);
        return ms === undefined ? undefined : new Timestamp(ms);
      },
    },
    tomillis: ofNumbers([1, 1], (ms) => ms),
    now: { arity: [0, 0], apply: (_, { now }) => Math.floor(now / 1000) },
    querystarttime: { arity: [0, 0], apply: (_, { from }) => from },
    queryendtime: { arity: [0, 0], apply: (_, { to }) => to },
  }),
);

function ofNumbers(
  arity: InsightsFunction["arity"],
  apply: (...numbers: [number, ...number[]]) => number,
): InsightsFunction {
  return {
    arity,
    apply: (args) => {
      const numbers = args.map(toNumber);
      const [first, ...others] = numbers;
      if (first === undefined || !others.every((number) => number !== undefined)) return undefined;
      return apply(first, ...others);
    },
  };
}

function ofTexts(
  arity: InsightsFunction["arity"],
  apply: (...texts: readonly string[]) => Value,
): InsightsFunction {
  return {
    arity,
    apply: (args) => {
      const texts = args.map(toText);
      return texts.every((text) => text !== undefined) ? apply(...texts) : undefined;
    },
  };
}

function ofPeriods(round: (periods: number) => number): InsightsFunction {
  const { apply } = ofNumbers([2, 2], (ms, period = 1) => round(ms / period) * period);
  return {
    arity: [2, 2],
    period: 1,
    apply: (args, time) => {
      const ms = apply(args, time);
      return typeof ms === "number" ? new Timestamp(ms) : undefined;
    },
  };
}
