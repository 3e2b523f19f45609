import { TOKEN_IDENTIFIERS } from "../../../../catalog";
import { createRedactor } from "../../../../lambda/redaction";

const { redactText } = createRedactor();

test.each(
  TOKEN_IDENTIFIERS.flatMap(({ name, examples }) =>
    examples.flatMap(([text, masked]) => (masked === undefined ? [] : [[name, text, masked] as const])),
  ),
)("a token that CloudWatch Logs masks as %s is redacted before it leaves", (_, text, masked) => {
  const token = text.slice(masked.indexOf("*"), masked.lastIndexOf("*") + 1);
  expect(redactText(`it sent ${token} to us`).text).toMatch(/^it sent \[redacted:token\] to us$/);
});
