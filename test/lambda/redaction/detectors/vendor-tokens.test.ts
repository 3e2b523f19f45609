import { TOKEN_IDENTIFIERS } from "../../../../catalog";
import { createRedactor } from "../../../../lambda/redaction";
import { ALL_PREFIXES, exampleToken } from "../../../../lambda/redaction/detectors/vendor-tokens";

const { redactText } = createRedactor();

test.each(ALL_PREFIXES.map((row) => [row[0], row[1], row] as const))(
  "a token of %s with the prefix %s is redacted",
  (_, __, row) => {
    expect(redactText(`it sent ${exampleToken(row)} to us`).text).toBe("it sent [redacted:token] to us");
  },
);

test.each(
  TOKEN_IDENTIFIERS.flatMap(({ name, examples }) =>
    examples.flatMap(([text, masked]) => (masked === undefined ? [] : [[name, text, masked] as const])),
  ),
)("a token that CloudWatch Logs masks as %s is redacted before it leaves", (_, text, masked) => {
  const token = text.slice(masked.indexOf("*"), masked.lastIndexOf("*") + 1);
  expect(redactText(`it sent ${token} to us`).text).toMatch(/^it sent \[redacted:token\] to us$/);
});
