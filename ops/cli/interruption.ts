import type { Io } from "./io";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs until the work is done, until Ctrl-C, or until the reader of standard output closes the pipe, as `head` does.
 * Interruption is not an error: the work's own error after it is not thrown.
 */
export async function untilInterrupted(
  { stdout }: Pick<Io, "stdout">,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  for (const name of SIGNALS) process.once(name, abort);
  // Stays for good: Node.js reports the closed pipe after the write, maybe after the work.
  stdout.on?.("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    abort();
  });
  try {
    await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, abort);
  }
}
