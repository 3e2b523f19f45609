import { Command } from "commander";
import type { CommandContext, ContextOptions } from "./context";
import { EXIT_CODES, type ExitCode } from "./exit-codes";
import type { Io } from "./io";

/** What a command found out or did. */
export interface CommandResult {
  /** What `--json` prints. */
  readonly data: unknown;
  /** The same for people. */
  readonly text: string;
  /**
   * Whether the exit code is 0, and not 1.
   * @default true
   */
  readonly ok?: boolean;
  /** @default - as `ok` states */
  readonly exitCode?: ExitCode;
}

/** @param args the values of the command's own arguments, after the environment */
export type CommandFunction<Options> = (
  context: CommandContext,
  options: Options,
  ...args: readonly (string | undefined)[]
) => Promise<CommandResult | undefined>;

export interface CommandTexts {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly description: string;
  /** Command lines without `npx logs`, each with what it does. */
  readonly examples: readonly (readonly [command: string, effect: string])[];
  /** When the exit code is 1. @default - never */
  readonly negative?: string;
  /** When the exit code is 3. @default - never */
  readonly review?: string;
}

/**
 * A command for one environment: `npx logs <name> <environment> [arguments]`.
 *
 * @param load imports the implementation. It is called only when the command runs, so that `--help` starts fast.
 */
export function environmentCommand<Options>(
  io: Io,
  { name, summary, description, examples, negative, review }: CommandTexts,
  load: () => Promise<CommandFunction<Options>>,
): Command {
  const command = new Command(name)
    .summary(summary)
    .description(description)
    .argument("<environment>", "name of the environment, such as production")
    .option("--json", "print the result as one JSON document")
    .option("--profile <name>", "profile of the AWS configuration (default: AWS_PROFILE)")
    .option("--region <region>", "AWS region (default: that of the environment)")
    .addHelpText("after", `\n${formatExamples(examples)}\n\n${formatExitCodes(negative, review)}`);
  return command.action(async (...parameters: unknown[]) => {
    // commander passes the arguments, then the options, then the command.
    const [environment, ...args] = parameters.slice(0, -2) as [string, ...(string | undefined)[]];
    const options = parameters.at(-2) as Options & ContextOptions;
    const [{ createContext }, run] = await Promise.all([import("./create-context"), load()]);
    const result = await run(createContext(io, environment, options), options, ...args);
    if (!result) return;
    io.stdout.write(`${options.json ? JSON.stringify(result.data, null, 2) : result.text}\n`);
    if (result.ok === false) process.exitCode = EXIT_CODES.negative;
    if (result.exitCode !== undefined) process.exitCode = result.exitCode;
  });
}

export function formatExamples(examples: CommandTexts["examples"]): string {
  const width = Math.max(...examples.map(([command]) => command.length));
  return [
    "Examples:",
    ...examples.map(([command, effect]) => `  npx logs ${command.padEnd(width)}  ${effect}`),
  ].join("\n");
}

export function formatExitCodes(negative: string | undefined, review?: string): string {
  return [
    "Exit codes:",
    `  ${EXIT_CODES.success}  success`,
    ...(negative === undefined ? [] : [`  ${EXIT_CODES.negative}  ${negative}`]),
    `  ${EXIT_CODES.failed}  the command could not run`,
    ...(review === undefined ? [] : [`  ${EXIT_CODES.review}  ${review}`]),
  ].join("\n");
}
