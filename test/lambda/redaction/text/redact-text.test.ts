import type { Detector } from "../../../../lambda/redaction/detectors/detector";
import { createRedactor } from "../../../../lambda/redaction/redactor";
import { DIGIT } from "../../../../lambda/redaction/text/traits";

const CARD = ["4111", "1111", "1111", "1111"].join("");
const PHONE = ["+49", "30", "1234567"].join(" ");

/** Finds only the last digit of a text, so each digit needs a pass of its own. */
const LAST_DIGIT: Detector = {
  name: "last digit",
  kind: "token",
  description: "the digit before a label, or at the end",
  source: "this test",
  requiredTraits: DIGIT,
  hint: /\d/,
  pattern: /\d(?=$|\[)/g,
  detect: ({ index }) => ({ kind: "token", from: index, to: index + 1 }),
  examples: [],
};

test("a secret that is recognizable only after the replacement of the text before it is redacted", () => {
  expect(createRedactor().redactText(`paid with ${CARD}${PHONE} today`)).toEqual({
    text: "paid with [redacted:card][redacted:phone] today",
    replacements: 2,
    failed: false,
  });
});

test("redaction repeats until it finds no secret", () => {
  const { redactText } = createRedactor({ detectors: [LAST_DIGIT] });
  expect(redactText("x1234567")).toEqual({
    text: `x${"[redacted:token]".repeat(7)}`,
    replacements: 7,
    failed: false,
  });
});

test("a text in which eight passes still find secrets is withheld", () => {
  const { redactText } = createRedactor({ detectors: [LAST_DIGIT] });
  expect(redactText("x123456789")).toMatchObject({ failed: true });
});
