import { chance, oneOf, type Random, weighted } from "../simulation/random";

/** Bytes with something wrong with them: bits turned over, a part missing, doubled, or in another place. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const mutated = Buffer.from(bytes);
  const at = () => random.integer(0, Math.max(0, mutated.length - 1));
  switch (weighted(random, BYTE_MUTATIONS)) {
    case "flip": {
      for (let flips = random.integer(1, 4); flips > 0 && mutated.length > 0; flips -= 1) {
        const place = at();
        mutated[place] = (mutated[place] ?? 0) ^ (1 << random.integer(0, 7));
      }
      return mutated;
    }
    case "truncate":
      return mutated.subarray(0, at());
    case "drop-prefix":
      return mutated.subarray(at());
    case "splice": {
      const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
      const place = at();
      return Buffer.concat([mutated.subarray(0, place), mutated.subarray(from, to), mutated.subarray(place)]);
    }
    case "insert-random-bytes": {
      const noise = Buffer.from(Array.from({ length: random.integer(1, 16) }, () => random.integer(0, 255)));
      const place = at();
      return Buffer.concat([mutated.subarray(0, place), noise, mutated.subarray(place)]);
    }
  }
}

const BYTE_MUTATIONS = [
  [4, "flip"],
  [2, "truncate"],
  [0.5, "drop-prefix"],
  [2, "splice"],
  [2, "insert-random-bytes"],
] as const;

/** Text with something wrong with it, half surrogate pairs included. */
export function mutateText(random: Random, text: string): string {
  const at = () => random.integer(0, text.length);
  const place = at();
  switch (
    oneOf(random, ["truncate", "splice", "insert-interesting", "insert-interesting", "swap", "repeat"])
  ) {
    case "truncate":
      return text.slice(0, place);
    case "splice": {
      const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
      return text.slice(0, place) + text.slice(from, to) + text.slice(place);
    }
    case "insert-interesting":
      return text.slice(0, place) + oneOf(random, INTERESTING_TEXTS) + text.slice(place);
    case "swap":
      return text.slice(0, place) + String.fromCharCode(random.integer(0, 0xffff)) + text.slice(place + 1);
    case "repeat": {
      const part = text.slice(place, place + random.integer(1, 40));
      return (
        text.slice(0, place) +
        part.repeat(random.integer(2, chance(random, 0.02) ? 2_000 : 20)) +
        text.slice(place)
      );
    }
  }
}

/** What breaks readers of text: halves of pairs, NUL, quotes, braces, numbers beyond any double. */
const INTERESTING_TEXTS = [
  "\ud83d",
  "\udca5",
  "\u0000",
  "\u2028",
  "\ufeff",
  '"',
  "\\",
  "\\u",
  "{",
  "]",
  ",",
  "\n",
  "1e999",
  "-",
  "9".repeat(400),
  "[".repeat(3_000),
  '{"a":'.repeat(1_000),
  "💥",
] as const;

/** A value of JSON with something wrong in it, anywhere. */
export function mutateValue(random: Random, value: unknown): unknown {
  const isInner = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isInner || chance(random, 0.15)) return interestingValue(random, value);
  const keys = Object.keys(value);
  const key = keys[random.integer(0, keys.length - 1)] ?? "";
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return items.flatMap((item, index) => (String(index) === key ? mutateItem(random, item) : [item]));
  }
  const entries = Object.entries(value).flatMap(([name, item]) =>
    name === key
      ? mutateItem(random, item).map((mutated) => [mutateKey(random, name), mutated] as const)
      : [[name, item] as const],
  );
  return Object.fromEntries(entries);
}

/** Gone, doubled, or changed. */
function mutateItem(random: Random, item: unknown): readonly unknown[] {
  return weighted(random, [
    [1, []],
    [0.5, [item, item]],
    [6, [mutateValue(random, item)]],
  ]);
}

function mutateKey(random: Random, name: string): string {
  return chance(random, 0.1)
    ? oneOf(random, ["__proto__", "constructor", "toJSON", "", mutateText(random, name)])
    : name;
}

/** Another type, or the same with a twist. */
function interestingValue(random: Random, value: unknown): unknown {
  if (typeof value === "string" && chance(random, 0.6)) return mutateText(random, value);
  switch (oneOf(random, ["constant", "number", "wrap", "deep", "long"])) {
    case "constant":
      return oneOf(random, [null, true, false, "", [], {}, "null", " "]);
    case "number":
      return oneOf(random, [
        0,
        -0,
        1.5,
        -1,
        1e308,
        2 ** 53,
        Number.MIN_VALUE,
        8.64e15,
        8.64e15 + 1,
        4_111_111_111_111_111,
      ]);
    case "wrap":
      return oneOf(random, [[value], { value }, [value, value], String(value), JSON.stringify(value)]);
    case "deep":
      return nest(random.integer(2, chance(random, 0.02) ? 4_000 : 60), value);
    case "long":
      return "x ".repeat(random.integer(1, chance(random, 0.02) ? 20_000 : 200));
  }
}

function nest(depth: number, value: unknown): unknown {
  let inner = value;
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { inner };
  return inner;
}
