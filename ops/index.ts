import type { Command } from "commander";
import { redactCommand } from "./redact";

export { createProgram, runProgram } from "./cli";

/** The commands of `npx logs`, in the order of the help. */
export function operatorCommands(): readonly Command[] {
  return [redactCommand()];
}
