import { type Random, seededRandom } from "../../local/traffic/random";

export type { Random };

/** Multipliers that spread neighbouring numbers over all 32 bits. Source: Knuth, "The Art of Computer Programming", 6.4. */
const HASH_MULTIPLIERS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35] as const;

/** Randomness of one plan for one purpose: another purpose draws from it as often as it likes, and changes nothing here. */
export function randomStream(seed: number, plan: number, stream: number): Random {
  const [a, b, c] = HASH_MULTIPLIERS;
  return seededRandom((Math.imul(seed, a) ^ Math.imul(plan + 1, b) ^ Math.imul(stream + 1, c)) | 0);
}

export function chance(random: Random, probability: number): boolean {
  return random.fraction() < probability;
}

/** One of the choices, each as often as it stands there. */
export function oneOf<const Choices extends readonly [unknown, ...unknown[]]>(
  random: Random,
  choices: Choices,
): Choices[number] {
  return random.pick(choices);
}

/** One of the choices, each as often as its weight says. */
export function weighted<Choice>(random: Random, choices: readonly (readonly [number, Choice])[]): Choice {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error("nothing to choose from; give at least one choice a weight above 0");
}
