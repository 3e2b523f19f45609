import { CloudWatchLogsClient, GetDataProtectionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { logGroupName } from "../../catalog";
import { isUnknownAction } from "../check/explain-failure";
import type { CommandContext } from "../cli";
import { isReadableIn } from "./readable-forms";
import { type StepOutcome, unlessProblems } from "./step";
import type { WrittenLine } from "./written-line";

/** Judges the lines as CloudWatch Logs returns them to a reader without `logs:Unmask`. */
export async function checkMasking(
  { aws, config: { environment } }: Pick<CommandContext, "aws" | "config">,
  lines: readonly WrittenLine[],
): Promise<StepOutcome> {
  const maskable = lines.flatMap((line) =>
    line.secrets.flatMap((secret) => (secret.maskedBy === undefined ? [] : [{ line, secret }])),
  );
  const readable = maskable.filter(({ line, secret }) => isReadableIn(line.masked, secret.value));
  const [first] = readable;
  if (first && (await isWithoutMasking(aws, logGroupName(environment, first.line.log))))
    return {
      result: "skipped",
      how: "AWS_ENDPOINT_URL leads to an emulator, which does not mask; run the smoke test in an environment on AWS",
    };
  return unlessProblems(
    readable.map(({ line, secret }) => ({
      problem: `the planted ${secret.name} of ${line.name} is readable in ${logGroupName(environment, line.log)}, expected asterisks by the identifier ${secret.maskedBy ?? ""}`,
      remedy: `npx logs check ${environment} --only data-protection, and docs/security.md#what-is-masked`,
    })),
    `${maskable.length} planted secrets are asterisks for a reader without logs:Unmask`,
  );
}

async function isWithoutMasking(aws: CommandContext["aws"], logGroupIdentifier: string): Promise<boolean> {
  const client = new CloudWatchLogsClient(aws);
  try {
    await client.send(new GetDataProtectionPolicyCommand({ logGroupIdentifier }));
    return false;
  } catch (error) {
    if (isUnknownAction(error)) return true;
    throw error;
  } finally {
    client.destroy();
  }
}
