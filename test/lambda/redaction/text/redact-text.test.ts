import type { Detector } from "../../../../lambda/redaction/detectors/detector";
import { createRedactor } from "../../../../lambda/redaction/redactor";

const CARD = ["4111", "1111", "1111", "1111"].join("");
const PHONE = ["+49", "30", "1234567"].join(" ");

/** Finds only the last digit of a text, so each digit needs a pass of its own. */
const LAST_DIGIT: Detector = {
  name: "last digit",
  kind: "token",
  description: "the digit before a label, or at the end",
  source: "this test",
  anchor: { at: "word", prefixes: ["0"] },
  patterns: [],
  read: (_text, _at, _context, end) => ({ kind: "token", from: end - 1, to: end }),
  examples: [],
};

test("a secret that is recognizable only after the replacement of the text before it is redacted", () => {
  expect(createRedactor().redactText(`paid with ${CARD}${PHONE} today`)).toEqual({
    text: "paid with [redacted:card][redacted:phone] today",
    replacements: 2,
    classes: ["financial", "contact"],
    failed: false,
  });
});

describe("text in base64", () => {
  const { redactText } = createRedactor();
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const LOGIN = base64("login with password=made-up refused");

  test("with a secret is replaced as a whole, with the label of the secret", () => {
    expect(redactText(`body ${LOGIN}, 1`)).toEqual({
      text: "body [redacted:password], 1",
      replacements: 1,
      classes: ["credential"],
      failed: false,
    });
  });

  test("without a secret stays", () => {
    const text = `body ${base64("a line of an ordinary log")}, 1`;
    expect(redactText(text)).toEqual({ text, replacements: 0, classes: [], failed: false });
  });

  test("is searched through three encodings, and no further", () => {
    expect(redactText(base64(base64(LOGIN))).text).toBe("[redacted:password]");
    const deeper = base64(base64(base64(LOGIN)));
    expect(redactText(deeper).text).toBe(deeper);
  });

  test("is reported with the encoding and the replaced text", () => {
    const seen: string[] = [];
    createRedactor({ onReplacement: ({ detector, value }) => seen.push(`${detector}: ${value}`) }).redactText(
      `body ${LOGIN}`,
    );
    expect(seen).toEqual([`assignment, in base64: ${LOGIN}`]);
  });
});

test("a secret in escapes is replaced with its escapes, through three encodings", () => {
  const { redactText } = createRedactor();
  const address = ["jane", "example.com"].join("%40");
  expect(redactText(`to=${address}&n=1`).text).toBe("to=[redacted:email]&n=1");
  expect(redactText(`to=${address.replace("%", "%2525")}&n=1`).text).toBe("to=[redacted:email]&n=1");
});

test("redaction repeats until it finds no secret", () => {
  const { redactText } = createRedactor({ detectors: [LAST_DIGIT] });
  expect(redactText("x 1234567")).toEqual({
    text: `x ${"[redacted:token]".repeat(7)}`,
    replacements: 7,
    classes: ["credential"],
    failed: false,
  });
});

test("a text in which eight passes still find secrets is withheld", () => {
  const { redactText } = createRedactor({ detectors: [LAST_DIGIT] });
  expect(redactText("x 123456789")).toMatchObject({ failed: true });
});
