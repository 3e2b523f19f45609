import { LOGS } from "../../catalog";
import { checkMasking } from "./check-masking";
import { checkSinks } from "./check-sinks";
import { poll } from "./poll";
import type { Run } from "./run";
import type { SmokeLine } from "./smoke-lines";
import type { StepOutcome } from "./step";
import { timed } from "./timed-step";
import type { WrittenLine } from "./written-line";

/** Writes the lines, and then looks for them, step by step. Reports each step when it ends. Ends early if the log groups do not have the lines. */
export async function runSteps(run: Run): Promise<void> {
  const { context, lines, logStreams, window, deadline, signal, report, startedAt } = run;
  const written = await timed("write", "marked lines are accepted by every log group", async () => {
    await logStreams.write(lines, signal);
    return { result: "passed", how: `${lines.length} lines in ${LOGS.length} log groups` };
  });
  signal.throwIfAborted();
  report(written);
  if (written.result === "failed") return;

  let stored: readonly WrittenLine[] = [];
  const found = await timed(
    "cloudwatch",
    "CloudWatch Logs returns every line",
    async () => {
      stored = await poll(
        () => logStreams.read(lines, window, signal),
        ({ length }) => length === lines.length,
        { deadline, signal },
      );
      return judgeStored(lines, stored, context.config.environment);
    },
    startedAt,
  );
  signal.throwIfAborted();
  report(found);
  // Without the events of the log groups, nobody can tell which events the sinks should have.
  if (found.result === "failed") return;

  report(
    await timed("masking", "CloudWatch Logs masks the made-up secrets", () => checkMasking(context, stored)),
  );
  await checkSinks(run, stored);
}

function judgeStored(
  lines: readonly SmokeLine[],
  stored: readonly WrittenLine[],
  environment: string,
): StepOutcome {
  const names = new Set(stored.map(({ name }) => name));
  const missing = lines.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  if (missing.length === 0) return { result: "passed", how: `${lines.length} lines` };
  const problem = `FilterLogEvents does not return ${missing.join(", ")}, which PutLogEvents accepted`;
  return {
    result: "failed",
    problems: [
      { problem, remedy: `npx logs check ${environment} --only log-groups; then run the smoke test again` },
    ],
  };
}
