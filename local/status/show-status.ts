import { setTimeout as wait } from "node:timers/promises";
import { createLogUpdate } from "log-update";
import { formatStatus } from "./format-status";
import type { PlatformStatus, StatusReader } from "./platform-status";

/** Shows one status after the other. */
export interface StatusDisplay {
  readonly intervalMs: number;
  show(status: PlatformStatus): void;
  /** Leaves the last status where it is; later output follows below it. */
  done(): void;
}

/** Rewrites the status in place. */
export function terminalDisplay(stream: NodeJS.WriteStream, pageUrl: string): StatusDisplay {
  const update = createLogUpdate(stream, { showCursor: true });
  return {
    intervalMs: 2_000,
    show(status) {
      // Windows of some terminals have no size.
      update(formatStatus(status, pageUrl, stream.columns || 80));
    },
    done() {
      update.done();
    },
  };
}

/** Prints a line now and then, for a file or a pipe. */
export function lineDisplay(print: (line: string) => void, pageUrl: string): StatusDisplay {
  return {
    intervalMs: 30_000,
    show(status) {
      print(`${status.time.slice(0, 19)}Z ${formatStatus(status, pageUrl, Infinity)}`);
    },
    done: () => undefined,
  };
}

/** Passes each status on, for a program. */
export function objectDisplay(emit: (status: PlatformStatus) => void): StatusDisplay {
  return { intervalMs: 5_000, show: emit, done: () => undefined };
}

/** Shows the status until the signal aborts, and nothing afterwards. */
export async function showStatus(
  reader: Pick<StatusReader, "read">,
  display: StatusDisplay,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener("abort", () => {
    display.done();
  });
  while (!signal.aborted) {
    const status = await reader.read();
    // It can have aborted in the meantime.
    if (isAborted(signal)) return;
    display.show(status);
    await wait(display.intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
