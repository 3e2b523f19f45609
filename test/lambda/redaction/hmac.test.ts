import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { createHmacOfText } from "../../../lambda/redaction/hmac";

const expected = (key: string, text: string) => createHmac("sha256", key).update(text).digest("hex");

test("the HMAC of any text with any key is that of Node.js", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), fc.string({ unit: "binary" }), (key, text) => {
      expect(createHmacOfText(key)(text)).toBe(expected(key, text));
    }),
  );
});

test.each([
  ["of the length of a block", 64],
  ["longer than a block", 65],
])("a key %s is accepted", (_, length) => {
  const key = "k".repeat(length);
  expect(createHmacOfText(key)("jane")).toBe(expected(key, "jane"));
});

test.each([255, 256, 257, 10_000])("a text of %i characters of three bytes has its HMAC", (length) => {
  const text = "\u20ac".repeat(length);
  expect(createHmacOfText("made-up")(text)).toBe(expected("made-up", text));
});

test("a text does not change the HMAC of the next one", () => {
  const hmac = createHmacOfText("made-up");
  hmac("a longer text before");
  expect(hmac("jane")).toBe(expected("made-up", "jane"));
});
