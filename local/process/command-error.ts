import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Command } from "./command";

const TAIL_LINES = 15;
const TAIL_BYTES = 16_384;
const MAX_LINE_CHARACTERS = 240;

/** A command failed. The message is one sentence with the remedy, then the end of the command's log file. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor({ name, logFile, remedy }: Pick<Command, "name" | "logFile" | "remedy">, failure: string) {
    const tail = tailOf(logFile);
    super(
      `${name} ${failure}; ${remedy}\n\n${tail === "" ? `${logFile} is empty` : `the end of ${logFile}:\n${tail}`}`,
    );
  }
}

/** The last lines of a file, indented and truncated; empty if there is no file. */
export function tailOf(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const { size } = fstatSync(descriptor);
      const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
      readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
      const lines = bytes
        .toString()
        .split("\n")
        .filter((line) => line.trim() !== "");
      return lines
        .slice(-TAIL_LINES)
        .map((line) => `  ${line.slice(0, MAX_LINE_CHARACTERS)}`)
        .join("\n");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
