/** The exit code of a shell for a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Aborts at the first Ctrl-C, or when the terminal goes away. @param onAbort runs after the listeners of the signal */
export function abortOnSignals(onAbort: () => void): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      // A second Ctrl-C exits at once; the orphan guard ends the processes that still run.
      if (interrupt.signal.aborted) process.exit(INTERRUPTED);
      interrupt.abort();
      onAbort();
    });
  }
  return interrupt.signal;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}
