/** `npx logs <command>`: the operator's command line. Each command is a file of `ops/`. */
import { Command } from "commander";
import { redactCommand } from "../ops/redact";

const program = new Command("logs")
  .description("Commands for whoever operates the logs of InventorySync.")
  .addCommand(redactCommand())
  .showHelpAfterError("(logs --help lists the commands, logs <command> --help the options of one)");

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
