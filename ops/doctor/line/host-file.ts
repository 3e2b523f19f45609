import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a line is in the log files of this machine. */
export type InFiles =
  | { readonly kind: "found"; readonly file: string; readonly line: number }
  | { readonly kind: "absent" | "unreachable"; readonly folder: string };

/** Files that logrotate has not compressed. The newest one is first. */
const LOG_FILE = /\.log(?:\.1)?$/;

/** Looks for a text in the log files of a folder, in the newest line first. */
export function findInFiles(folder: string, text: string): InFiles {
  if (!existsSync(folder)) return { kind: "unreachable", folder };
  try {
    for (const name of readdirSync(folder)
      .filter((each) => LOG_FILE.test(each))
      .toSorted()) {
      const file = join(folder, name);
      const index = readFileSync(file, "utf8")
        .split("\n")
        .findLastIndex((line) => line.includes(text));
      if (index >= 0) return { kind: "found", file, line: index + 1 };
    }
    return { kind: "absent", folder };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") return { kind: "unreachable", folder };
    throw error;
  }
}
