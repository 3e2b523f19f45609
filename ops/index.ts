import type { Command } from "commander";
import { alarmsCommand, explainCommand } from "./alarms";
import { checkCommand } from "./check";
import type { Io } from "./cli";
import { costCommand } from "./cost";
import { debugCommand } from "./debug";
import { diffCommand } from "./diff";
import { envCommand, hostFilesCommand } from "./host";
import { deadLettersCommand, parkedCommand, quarantineCommand, replayCommand } from "./parking";
import { queryCommand } from "./query";
import { reconcileCommand } from "./reconcile";
import { redactCommand } from "./redact";
import { resendCommand } from "./resend";
import { smokeCommand } from "./smoke";
import { tailCommand } from "./tail";

export { createProgram, exitOnOutputError, runProgram } from "./cli";

/** The commands of `npx logs`, in the order of the help. */
export function operatorCommands(io: Io): readonly Command[] {
  return [
    checkCommand(io),
    smokeCommand(io),
    reconcileCommand(io),
    queryCommand(io),
    tailCommand(io),
    alarmsCommand(io),
    explainCommand(io),
    parkedCommand(io),
    quarantineCommand(io),
    deadLettersCommand(io),
    replayCommand(io),
    resendCommand(io),
    debugCommand(io),
    redactCommand(io),
    costCommand(io),
    diffCommand(io),
    hostFilesCommand(io),
    envCommand(io),
  ];
}
