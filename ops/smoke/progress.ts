import { type SinkName, sinkTitle } from "../../catalog";
import type { CommandContext } from "../cli";

export interface Progress {
  update(sink: SinkName, arrived: number, expected: number): void;
  end(): void;
}

/** One line on a terminal with what each sink has; nothing for scripts. */
export function createProgress({ io, json }: CommandContext): Progress {
  if (json || !io.stderr.isTTY) return { update: () => undefined, end: () => undefined };
  const counts = new Map<SinkName, string>();
  return {
    update(sink, arrived, expected) {
      counts.set(sink, `${sinkTitle(sink)} ${arrived} of ${expected}`);
      io.stderr.write(`\r\u001b[K${[...counts.values()].join(", ")}`);
    },
    end: () => io.stderr.write("\r\u001b[K"),
  };
}
