import { constants } from "node:os";
import type { Io } from "./io";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs until the work is done, until Ctrl-C, or until the reader of standard output closes the pipe, as `head` does.
 * Interruption is not an error: the work's own error after it is not thrown. After a signal, the exit code is that of a
 * process which the signal ended, as a shell reports it: 130 for Ctrl-C.
 */
export async function untilInterrupted(
  { stdout }: Pick<Io, "stdout">,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const listeners = SIGNALS.map((name) => {
    const interrupt = () => {
      process.exitCode = 128 + constants.signals[name];
      controller.abort();
    };
    process.once(name, interrupt);
    return [name, interrupt] as const;
  });
  // Stays for good: Node.js reports the closed pipe after the write, maybe after the work.
  stdout.on?.("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    controller.abort();
  });
  try {
    await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    for (const [name, interrupt] of listeners) process.off(name, interrupt);
  }
}
