import { createInterface } from "node:readline/promises";
import type { Io } from "./io";
import { OperatorError } from "./operator-error";

/** The options of every command that changes something. */
export interface ConfirmOptions {
  /** Do not ask. */
  readonly yes?: true;
  /** Only print what the command would do. */
  readonly dryRun?: true;
}

/**
 * Asks a person whether to go on. Anything but `y` or `yes` means no.
 *
 * @throws OperatorError if nobody can answer, and `--yes` is not given
 */
export async function confirm(io: Io, question: string, { yes }: ConfirmOptions): Promise<boolean> {
  if (yes) return true;
  const { stdin } = io;
  if (!stdin?.isTTY)
    throw new OperatorError(
      "nobody can confirm, because standard input is not a terminal; look at the plan with --dry-run, then run the " +
        "command with --yes",
    );
  io.stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin });
  try {
    const answer: IteratorResult<string> = await lines[Symbol.asyncIterator]().next();
    return !answer.done && /^y(?:es)?$/i.test(answer.value.trim());
  } finally {
    lines.close();
  }
}
