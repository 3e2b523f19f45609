import { randomInt } from "node:crypto";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import {
  type CommandContext,
  type CommandResult,
  OperatorError,
  parseDuration,
  untilInterrupted,
} from "../cli";
import { cleanUp } from "./clean-up";
import { createLogStreams } from "./log-streams";
import { renderStep, summary } from "./render-step";
import { runSteps } from "./run-steps";
import { smokeLines } from "./smoke-lines";
import type { SmokeOptions } from "./smoke-options";
import type { StepResult } from "./step";
import { timed } from "./timed-step";

/** Around the times of the lines: clocks differ. */
const CLOCK_SKEW_MS = 5 * 60_000;
const RUN_ID_LENGTH = 8;

/** `logs smoke`: sends marked events through a deployment, and finds them in every sink. */
export async function smoke(context: CommandContext, options: SmokeOptions): Promise<CommandResult> {
  const { aws, config, io, json } = context;
  const { environment } = config;
  const timeoutMs = parseDuration("--timeout", options.timeout);
  // Without valid credentials no step is possible: the command ends here, with the explanation of the frame.
  const { Account: account = "" } = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
  const id = runId();
  const logStreams = createLogStreams(context, account, id);
  const startedAt = Date.now();
  const steps: StepResult[] = [];
  const report = (step: StepResult) => {
    steps.push(step);
    if (!json) io.stdout.write(`${renderStep(step)}\n`);
  };
  if (!json)
    io.stdout.write(`run ${id}: log stream ${logStreams.name} in the log groups of ${environment}\n`);
  const progress = { finished: false };
  try {
    await untilInterrupted(io, async (signal) => {
      await runSteps({
        ...{ context, options, logStreams, signal, report, startedAt },
        lines: smokeLines(id, environment, startedAt),
        window: { since: startedAt - CLOCK_SKEW_MS, until: startedAt + timeoutMs + CLOCK_SKEW_MS },
        deadline: startedAt + timeoutMs,
      });
      progress.finished = true;
    });
  } finally {
    if (!options.keep)
      report(
        await timed("clean-up", "nothing of the run stays where it can be removed", () =>
          cleanUp(context, logStreams, options.tunnel),
        ),
      );
  }
  if (!progress.finished)
    throw new OperatorError(
      options.keep
        ? "the smoke test was interrupted; nothing was removed"
        : "the smoke test was interrupted, and cleaned up; events on their way may still arrive",
    );
  const ok = steps.every(({ result }) => result !== "failed");
  return {
    data: { environment, ok, run: id, logStream: logStreams.name, timeoutMs, steps },
    text: summary(steps),
    ok,
  };
}

/** Lower-case letters and digits, which no detector of redaction takes for a secret. */
function runId(): string {
  return Array.from({ length: RUN_ID_LENGTH }, () => randomInt(36).toString(36)).join("");
}
