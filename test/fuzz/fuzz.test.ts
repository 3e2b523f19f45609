import { fuzz, HANG_MS } from "./fuzz";

const SEED = 7;
const INPUTS = 100_000;
const TIMEOUT_MS = 180_000;

test(
  `of ${INPUTS.toLocaleString("en")} inputs that nobody meant none crashes a reader, holds it up or is lost`,
  async () => {
    const numbers = Array.from({ length: INPUTS }, (_, number) => number);
    const { inputs, byTarget, slowest, failures } = await fuzz(SEED, numbers);
    const told = failures.map(
      ({ target, input, how }) => `npm run fuzz -- --seed ${SEED} --input ${input}: ${target}: ${how}`,
    );
    expect(told).toEqual([]);
    expect(inputs).toBe(INPUTS);
    expect(slowest.ms).toBeLessThanOrEqual(HANG_MS);
    expect(Object.keys(byTarget).sort()).toEqual([
      "announcements",
      "decoder",
      "record parser",
      "replay reader",
    ]);
  },
  TIMEOUT_MS,
);
