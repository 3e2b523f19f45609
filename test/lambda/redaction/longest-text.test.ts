import { createRedactor, MAX_CHARACTERS } from "../../../lambda/redaction/redactor";

test("the longest text is redacted within the replacement budget", () => {
  const text = "a line of an ordinary log, with password=made-up in it\n"
    .repeat(MAX_CHARACTERS)
    .slice(0, MAX_CHARACTERS);
  expect(createRedactor().redactText(text)).toMatchObject({ failed: false });
});
