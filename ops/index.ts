import type { Command } from "commander";
import type { Io } from "./cli";
import { envCommand, hostFilesCommand } from "./host";
import { queryCommand } from "./query";
import { redactCommand } from "./redact";

export { createProgram, runProgram } from "./cli";

/** The commands of `npx logs`, in the order of the help. */
export function operatorCommands(io: Io): readonly Command[] {
  return [queryCommand(io), redactCommand(), hostFilesCommand(io), envCommand(io)];
}
