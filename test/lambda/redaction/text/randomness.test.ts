import { isOpaque } from "../../../../lambda/redaction/text/randomness";

/** Made-up random text, in parts, so that no secret scanner reports it. */
const RANDOM = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("");

test.each([
  ["letters of both cases and digits", RANDOM],
  ["base64 with separators", `${RANDOM}_-${RANDOM}`],
  ["a long text of one case", ["q8zt4lm2xc9vb7", "np1rw5kd6hj3"].join("")],
  ["a code of four groups", ["7H2K9", "9QX4P", "M3BD7", "5TWC2"].join("-")],
  [
    "letters that look like words, but change their case at random",
    ["fZ2eD7mOeLjk5", "TheInAnErOn9x"].join(""),
  ],
])("%s is random text", (_, text) => {
  expect(isOpaque(text)).toBe(true);
});

test.each([
  ["a shorter text", RANDOM.slice(0, 19)],
  ["a digest", ["9f86d081884c7d65", "9a2feaa0c55ad015"].join("")],
  ["a UUID", ["4f0c9b7a", "2d1e", "4b6f", "8a3c", "5d7e9f1a2b3c"].join("-")],
  ["a ULID", ["01J8Z4KM2XC9", "VB7NP1RW5KDHJ3"].join("")],
  ["a name in camel case", "ServingCellPriorityParametersDescription2"],
  ["a physical name of CDK", "InventorySyncProd-ApiHandler5E7490E8-1ABC2DEF3GHI"],
  ["a name of a pod", "nginx-deployment-7fb96c846b-x2v9p"],
  ["a stock-keeping unit", "SKU-1234-TEA-GREEN-500G"],
  ["an alphabet", "ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789"],
  ["digits with a prefix", "block-1608999687919862906"],
])("%s is no random text", (_, text) => {
  expect(isOpaque(text)).toBe(false);
});
