import { createColors } from "picocolors";
import type { Io } from "./io";

export type Colors = ReturnType<typeof createColors>;

/** Whether standard output is a terminal that shall have colors. Source: https://no-color.org. */
export function hasColors({ stdout, env }: Pick<Io, "stdout" | "env">): boolean {
  return stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Functions that color a text, or return it unchanged. */
export function colorsFor(io: Pick<Io, "stdout" | "env">): Colors {
  return createColors(hasColors(io));
}
