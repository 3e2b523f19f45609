/** `npx logs <command>`: commands for operators. Each command is a folder of `ops/`. */
import { version } from "../package.json";
import { createProgram, exitOnOutputError, operatorCommands, runProgram } from "../ops";

// The end of support for this version of Node.js does not concern an operator's command.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const { stdin, stdout, stderr, env, argv } = process;
const io = { stdin, stdout, stderr, env };

exitOnOutputError(process);
void runProgram(io, createProgram(io, operatorCommands(io)).version(version), argv.slice(2));
