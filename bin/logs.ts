/** `npx logs <command>`: commands for operators. Each command is a folder of `ops/`. */
import { createProgram, operatorCommands, runProgram } from "../ops";

const { stdin, stdout, stderr, env, argv } = process;
const io = { stdin, stdout, stderr, env };

// The reader of a pipe, such as `head`, may end before the output does.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

void runProgram(io, createProgram(io, operatorCommands(io)), argv.slice(2));
