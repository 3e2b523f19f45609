import { type Random, seededRandom } from "../../local/traffic/random";

export type { Random };

/** Multipliers that spread adjacent numbers over all 32 bits. Source: Knuth, "The Art of Computer Programming", 6.4. */
const HASH_MULTIPLIERS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35] as const;

/** An independent random sequence of a plan: draws from one stream do not affect another. */
export function randomStream(seed: number, plan: number, stream: number): Random {
  const [a, b, c] = HASH_MULTIPLIERS;
  return seededRandom((Math.imul(seed, a) ^ Math.imul(plan + 1, b) ^ Math.imul(stream + 1, c)) | 0);
}

export function chance(random: Random, probability: number): boolean {
  return random.fraction() < probability;
}

/** One of the choices, each with equal probability; a repeated choice counts for each repetition. */
export function oneOf<const Choices extends readonly [unknown, ...unknown[]]>(
  random: Random,
  choices: Choices,
): Choices[number] {
  return random.pick(choices);
}

/** One of the choices, with a probability proportional to its weight. */
export function weighted<Choice>(random: Random, choices: readonly (readonly [number, Choice])[]): Choice {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error("no choice has a weight above 0; give at least one choice a weight above 0");
}
