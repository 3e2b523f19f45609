import { fuzz } from "./fuzz";

const SEED = 7;
const INPUTS = 100_000;

test(`of ${INPUTS.toLocaleString("en")} inputs that nobody meant none crashes a reader, holds it up or is lost`, async () => {
  const numbers = Array.from({ length: INPUTS }, (_, number) => number);
  const { inputs, byTarget, failures } = await fuzz(SEED, numbers);
  const messages = failures.map(
    ({ target, input, reason }) => `npm run fuzz -- --seed ${SEED} --input ${input}: ${target}: ${reason}`,
  );
  expect(messages).toEqual([]);
  expect(inputs).toBe(INPUTS);
  expect(Object.keys(byTarget).sort()).toEqual([
    "decoder",
    "event notifications",
    "record parser",
    "replay reader",
  ]);
});
