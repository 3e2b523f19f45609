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
      args.filter((arg) => arg !== DEBUG),
      { from: "user" },
    );
  } catch (error) {
    // commander has printed its error, or the help.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT_CODES.success : EXIT_CODES.failed;
      return;
    }
    io.stderr.write(`${explainError(error)}\n`);
    if (debug && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
    process.exitCode = EXIT_CODES.failed;
  }
}
