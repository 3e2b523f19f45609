import { readFile, rename, writeFile } from "node:fs/promises";
import type { FilePosition } from "./followed-file";

/** Positions by the path that is followed. */
export type AgentState = Record<string, readonly FilePosition[]>;

/** @returns an empty state if the file does not exist */
export async function readState(file: string): Promise<AgentState> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as AgentState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** Replaces the file as a whole: a reader never sees half of it. */
export async function writeState(file: string, state: AgentState): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}
