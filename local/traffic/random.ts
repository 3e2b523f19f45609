import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Reproducible random values: the same seed gives the same traffic. */
export interface Random {
  /** From 0, below 1. */
  fraction(): number;
  /** Both ends included. */
  integer(from: number, to: number): number;
  pick<Choices extends readonly [unknown, ...unknown[]]>(choices: Choices): Choices[number];
  hex(digits: number): string;
  /** Log-normal, as response times are; rounded to two decimals. */
  duration(medianMs: number): number;
}

/** Standard deviation of the logarithm: the p99 is twice the median. */
const LOG_STANDARD_DEVIATION = 0.3;

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const fraction = () => uniformFloat64(generator);
  const integer = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    fraction,
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
    hex: (digits) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join(""),
    duration: (medianMs) => {
      // Box-Muller; 1 - fraction keeps the logarithm away from zero.
      const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
      return Math.round(medianMs * Math.exp(LOG_STANDARD_DEVIATION * normal) * 100) / 100;
    },
  };
}
