import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { memoize } from "../../lambda/shared/memoize";
import { type CommandContext, type CommandResult, OperatorError } from "../cli";
import type { Check } from "./check";
import type { CheckOptions } from "./check-options";
import { CHECKS } from "./checks";
import { createEngine } from "./engine";
import { listAssociations } from "./list-associations";
import { countResults, renderResults } from "./render-results";
import { type CheckResult, runChecks } from "./run-checks";

/** Verifies the properties of a deployment. @throws OperatorError for a check that the environment does not have */
export async function checkEnvironment(
  context: CommandContext,
  options: CheckOptions,
): Promise<CommandResult> {
  const { config, aws, io } = context;
  const checks = checksFor(context, options);
  // Without valid credentials nothing is verifiable: the command ends here, with the explanation of the frame.
  const { Account: account = "" } = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
  const { engine, close } = createEngine(context, options.tunnel);
  const associations = memoize(() => listAssociations(aws));
  try {
    const results = await runChecks(
      checks,
      { config, aws, io, account, engine, associations: () => associations.get() },
      progress(context, checks.length),
    );
    const ok = results.every((result) => isAccepted(result, options));
    return { data: toData(config.environment, results, ok), text: renderResults(results), ok };
  } finally {
    await close();
  }
}

function checksFor({ config }: CommandContext, { only, allowUnverifiable }: CheckOptions): readonly Check[] {
  const checks = CHECKS.filter(({ appliesTo }) => appliesTo?.(config) ?? true);
  const ids = checks.map(({ id }) => id);
  for (const id of [...(only ?? []), ...(allowUnverifiable ?? [])])
    if (!ids.includes(id))
      throw new OperatorError(
        `the check ${id} does not apply to the environment ${config.environment}, expected one of ${ids.join(", ")}`,
      );
  return checks.filter(({ id }) => only?.includes(id) ?? true);
}

function isAccepted({ check, outcome }: CheckResult, { allowUnverifiable = [] }: CheckOptions): boolean {
  return (
    outcome.result === "verified" ||
    (outcome.result === "not verifiable" && allowUnverifiable.includes(check.id))
  );
}

/** One line on a terminal that counts the finished checks; nothing for scripts. */
function progress({ io, json }: CommandContext, total: number): () => void {
  if (json || !io.stderr.isTTY) return () => undefined;
  let finished = 0;
  return () => {
    finished += 1;
    io.stderr.write(finished < total ? `\r${finished} of ${total} checks` : "\r\u001b[K");
  };
}

function toData(environment: string, results: readonly CheckResult[], ok: boolean) {
  return {
    environment,
    ok,
    verified: countResults(results, "verified"),
    failed: countResults(results, "failed"),
    notVerifiable: countResults(results, "not verifiable"),
    checks: results.map(({ check: { id, item, title }, outcome }) => ({ id, item, title, ...outcome })),
  };
}
