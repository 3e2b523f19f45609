import { Command, CommanderError } from "commander";
import { EXIT_CODES } from "./exit-codes";
import { explainError } from "./explain-error";
import type { Io } from "./io";

const DEBUG = "--debug";

/** `npx logs` with these commands. */
export function createProgram(io: Io, commands: readonly Command[]): Command {
  const program = new Command("logs")
    .description("Commands for operators of the InventorySync logging platform.")
    .option(DEBUG, "print the stack trace of an error")
    .showHelpAfterError(
      "(`npx logs --help` lists the commands, `npx logs <command> --help` the options of a command)",
    );
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands])
    command
      .copyInheritedSettings(program)
      .exitOverride()
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
      });
  return program;
}

/** Runs a command line. Sets the exit code of the process; prints an error as one sentence. */
export async function runProgram(io: Io, program: Command, args: readonly string[]): Promise<void> {
  const debug = args.includes(DEBUG);
  try {
    await program.parseAsync(
      checkedArguments(
        program,
        args.filter((arg) => arg !== DEBUG),
      ),
      { from: "user" },
    );
  } catch (error) {
    // commander has printed its error, or the help.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT_CODES.success : EXIT_CODES.failed;
      return;
    }
    io.stderr.write(`${explainError(error, profileOf(program, io))}\n`);
    if (debug) io.stderr.write(`${stackOf(error)}\n`);
    process.exitCode = EXIT_CODES.failed;
  }
}

/** commander would answer the help of an unknown command with that of the program, as if nothing was wrong. */
function checkedArguments(program: Command, args: readonly string[]): readonly string[] {
  const [first = "", second] = args;
  const name = first === "help" ? second : first;
  const isCommand = name !== undefined && name !== "" && !name.startsWith("-");
  const isKnown = program.commands.some((command) => command.name() === name);
  return isCommand && !isKnown ? [name] : args;
}

/** The AWS profile that the command was to use. */
function profileOf(program: Command, { env }: Io): string | undefined {
  const given = program.commands.map((command) => command.getOptionValue("profile") as unknown);
  return given.find((profile) => typeof profile === "string") ?? env["AWS_PROFILE"];
}

/** The stack trace of an error and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { stack = "", cause } = error;
  return cause instanceof Error ? `${stack}\ncaused by ${stackOf(cause)}` : stack;
}
