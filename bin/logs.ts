/** `npx logs <command>`: commands for operators. Each command is a file of `ops/`. */
import { Command } from "commander";
import { redactCommand } from "../ops/redact";

const program = new Command("logs")
  .description("Commands for operators of the InventorySync logging platform.")
  .addCommand(redactCommand())
  .showHelpAfterError(
    "(`npx logs --help` lists the commands, `npx logs <command> --help` the options of a command)",
  );

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
