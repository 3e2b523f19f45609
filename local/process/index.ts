export type { Command } from "./command";
export { CommandError } from "./command-error";
export { MemoryMonitor } from "./memory-monitor";
export { type RunningProgram, Supervisor } from "./supervisor";
