export type { Command } from "./command";
export { CommandError } from "./command-error";
export { freePort } from "./free-port";
export { MemoryWatch } from "./memory";
export { type RunningProgram, Supervisor } from "./supervisor";
