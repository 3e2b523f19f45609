import { cpus, loadavg, totalmem } from "node:os";

/** What the absolute values of a run depend on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly platform: string;
  /** Load average of the last minute before the run: above 0, other programs disturbed the times. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const [first] = cpus();
  const [load = 0] = loadavg();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: Math.round(load * 10) / 10,
  };
}
