import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const LOCK_FILE = "package-lock.json";

const run = promisify(execFile);

/** The commit that a branch, tag or commit id names; undefined if git knows none. */
export async function commitOf(ref: string, repository: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(
      "git",
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`],
      {
        cwd: repository,
      },
    );
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/**
 * Writes the files of a commit into a folder, with the packages of its lock file: those of this checkout if the lock file
 * is the same, else newly installed ones.
 *
 * @param report is called before the packages are installed, which takes a minute
 */
export async function checkOut(
  commit: string,
  repository: string,
  folder: string,
  report: (message: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await extract(commit, repository, folder);
  const [lock, own] = [folder, repository].map((path) => readFileSync(join(path, LOCK_FILE), "utf8"));
  if (lock === own) {
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
    return;
  }
  report(`${LOCK_FILE} differs from the one of ${commit.slice(0, 12)}, so its packages are installed\n`);
  await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
  });
}

async function extract(commit: string, repository: string, folder: string): Promise<void> {
  const archive = `${folder}.tar`;
  await run("git", ["archive", `--output=${archive}`, commit], { cwd: repository });
  await run("tar", ["-xf", archive, "-C", folder]);
  rmSync(archive);
}
