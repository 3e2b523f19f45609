import { fuzz } from "./fuzz";

const SEED = 7;
const INPUTS = 100_000;

test(`of ${INPUTS.toLocaleString("en")} inputs that nobody meant none crashes a reader, holds it up or is lost`, async () => {
  const numbers = Array.from({ length: INPUTS }, (_, number) => number);
  const { inputs, byTarget, failures } = await fuzz(SEED, numbers);
  const told = failures.map(
    ({ target, input, how }) => `npm run fuzz -- --seed ${SEED} --input ${input}: ${target}: ${how}`,
  );
  expect(told).toEqual([]);
  expect(inputs).toBe(INPUTS);
  expect(Object.keys(byTarget).sort()).toEqual([
    "announcements",
    "decoder",
    "record parser",
    "replay reader",
  ]);
});
