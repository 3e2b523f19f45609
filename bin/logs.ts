/** `npx logs <command>`: commands for operators. Each command is a folder of `ops/`. */
import { createProgram, operatorCommands, runProgram } from "../ops";

const { stdin, stdout, stderr, env, argv } = process;
const io = { stdin, stdout, stderr, env };

void runProgram(io, createProgram(io, operatorCommands(io)), argv.slice(2));
