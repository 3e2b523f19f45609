import type { Command } from "commander";
import { alarmsCommand, explainCommand } from "./alarms";
import { verifyCommand } from "./archive";
import { checkCommand } from "./check";
import type { Io } from "./cli";
import { costCommand } from "./cost";
import { debugCommand } from "./debug";
import { diffCommand } from "./diff";
import { doctorCommand } from "./doctor";
import { envCommand, hostFilesCommand } from "./host";
import { openCommand } from "./open";
import { deadLettersCommand, parkedCommand, quarantineCommand, replayCommand } from "./parking";
import { queryCommand } from "./query";
import { reconcileCommand } from "./reconcile";
import { redactCommand } from "./redact";
import { reportCommand } from "./report";
import { resendCommand } from "./resend";
import { smokeCommand } from "./smoke";
import { tailCommand } from "./tail";

export { createProgram, exitOnOutputError, runProgram } from "./cli";

/** The commands of `npx logs`, in the order of the help. */
export function operatorCommands(io: Io): readonly Command[] {
  return [
    checkCommand(io),
    doctorCommand(io),
    smokeCommand(io),
    reconcileCommand(io),
    verifyCommand(io),
    queryCommand(io),
    openCommand(io),
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
    reportCommand(io),
    hostFilesCommand(io),
    envCommand(io),
  ];
}
