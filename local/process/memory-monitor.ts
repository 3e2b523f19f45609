import { readdirSync, readFileSync } from "node:fs";

const PAGE_BYTES = 4_096;
const SAMPLE_MS = 1_000;

/** Measures the memory of some process groups and this process together. */
export class MemoryMonitor {
  private peak: number | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(groups: () => readonly number[]) {
    const sample = () => {
      if (process.platform === "linux") this.peak = Math.max(this.peak ?? 0, residentBytes(groups()));
    };
    this.timer = setInterval(sample, SAMPLE_MS).unref();
  }

  /**
   * The peak so far, in bytes; undefined if the operating system does not report it. Pages that processes share are
   * counted for each process.
   */
  get peakBytes(): number | undefined {
    return this.peak;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** Source: proc_pid_stat(5): after the name in parentheses, field 5 is the group and field 24 the resident pages. */
function residentBytes(groups: readonly number[]): number {
  let bytes = process.memoryUsage.rss();
  for (const pid of processes()) {
    const fields = statOf(pid);
    if (groups.includes(Number(fields[2]))) bytes += Number(fields[21]) * PAGE_BYTES;
  }
  return bytes;
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
