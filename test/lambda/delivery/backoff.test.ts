import { fullJitter } from "../../../lambda/delivery/backoff";

const BACKOFF = { baseMs: 100, capMs: 1_000 };

test.each([
  [1, 100],
  [2, 200],
  [4, 800],
  [5, 1_000],
  [2_000, 1_000],
])("the delay after attempt %i is random, up to %i ms", (attempt, mostMs) => {
  expect(fullJitter(BACKOFF, attempt, 0)).toBe(0);
  expect(fullJitter(BACKOFF, attempt, 0.5)).toBe(mostMs / 2);
  expect(fullJitter(BACKOFF, attempt, 0.999_999)).toBe(mostMs - 1);
});
