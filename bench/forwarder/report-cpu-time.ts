import { writeSync } from "node:fs";

/** The file descriptor to which a timed script writes its CPU time, in milliseconds, at its end. */
export const CPU_TIME_FD = 3;

export function reportCpuTime(): void {
  const { user, system } = process.cpuUsage();
  writeSync(CPU_TIME_FD, String((user + system) / 1_000));
}
