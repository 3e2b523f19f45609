import { logGroupName, smokeLogStreamName } from "../../../catalog";
import { checkMasking } from "../../../ops/smoke/check-masking";
import { smokeLines } from "../../../ops/smoke/smoke-lines";
import type { WrittenLine } from "../../../ops/smoke/written-line";
import { type AwsAnswer, fakeAws } from "../../fixtures/fake-aws";
import { shippedConfig } from "../../fixtures/stacks";

const written = smokeLines("7f3k2m9q", "staging", 0).map((line): WrittenLine => {
  const { log, timestamp, text, secrets } = line;
  const origin = {
    owner: "000000000000",
    logGroup: logGroupName("staging", log),
    logStream: smokeLogStreamName("7f3k2m9q"),
  };
  const masked = secrets
    .filter(({ maskedBy }) => maskedBy !== undefined)
    .reduce((rest, { value }) => rest.replaceAll(value, "*".repeat(value.length)), text);
  return { ...line, masked, event: { id: line.name, timestamp, log, message: masked, origin } };
});

async function outcomeOf(lines: readonly WrittenLine[], answer: AwsAnswer) {
  const { aws, close } = await fakeAws({ GetDataProtectionPolicy: answer });
  try {
    return await checkMasking({ aws, config: shippedConfig("staging") }, lines);
  } finally {
    await close();
  }
}

const withPlain = (name: string) =>
  written.map((line) => (line.name === name ? { ...line, masked: line.text } : line));

test("lines with asterisks in place of the secrets pass", async () => {
  expect(await outcomeOf(written, {})).toMatchObject({
    result: "passed",
    how: expect.stringMatching(/^\d+ planted secrets are asterisks/) as string,
  });
});

test("a secret that CloudWatch Logs does not mask is named with its identifier, and not printed", async () => {
  const outcome = await outcomeOf(withPlain("audit/secrets-in-text"), { policyDocument: "{}" });
  expect(outcome).toMatchObject({
    problems: expect.arrayContaining([
      {
        problem:
          "the planted e-mail address of audit/secrets-in-text is readable in /inventorysync/staging/audit, expected asterisks by the identifier EmailAddress",
        remedy: expect.stringContaining("npx logs check staging --only data-protection") as string,
      },
    ]) as unknown,
  });
  const { secrets = [] } = written.find(({ name }) => name === "audit/secrets-in-text") ?? {};
  for (const { value } of secrets) expect(JSON.stringify(outcome)).not.toContain(value);
});

test("an emulator that does not mask makes the step skipped", async () => {
  const answer = {
    error: "UnknownOperationException",
    message: "Unknown operation: GetDataProtectionPolicy",
  };
  expect(await outcomeOf(withPlain("audit/secrets-in-text"), answer)).toMatchObject({ result: "skipped" });
});
