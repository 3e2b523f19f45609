import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";

const PROJECT = join(__dirname, "../..");
const LOCK_FILE = "package-lock.json";
const BUNDLE = "lib/functions/bundle.ts";

export interface CommitBundle {
  readonly commit: string;
  /** The forwarder's deployment package. */
  readonly bundle: string;
  readonly bundleBytes: number;
}

/** @throws Error if the repository has no such commit */
export function resolveCommit(ref: string): string {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], {
    cwd: PROJECT,
    encoding: "utf8",
  });
  if (status !== 0)
    throw new Error(
      `git has no commit ${JSON.stringify(ref)}; give a branch, tag or commit, and fetch it first if it is remote`,
    );
  return stdout.trim();
}

/**
 * Bundles the forwarder of another commit as that commit does, from a temporary worktree. The packages are those of this
 * checkout if both have the same lock file; otherwise they are installed.
 *
 * @param folder receives worktree and bundle; the caller deletes it
 * @throws Error if the commit cannot be checked out or bundled
 */
export async function bundleCommit(commit: string, folder: string): Promise<CommitBundle> {
  const [worktree, outdir] = [join(folder, "worktree"), join(folder, "other-forwarder")];
  run("git", ["worktree", "add", "--quiet", "--detach", worktree, commit], PROJECT);
  try {
    if (hasSameLockFile(worktree)) symlinkSync(join(PROJECT, "node_modules"), join(worktree, "node_modules"));
    else run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], worktree);
    const script = `require("./${BUNDLE}").bundleFunction("forwarder", ${JSON.stringify(outdir)})`;
    run(process.execPath, ["--require", "tsx/cjs", "--eval", script], worktree);
  } finally {
    run("git", ["worktree", "remove", "--force", worktree], PROJECT);
  }
  const bundle = join(outdir, "index.js");
  return { commit, bundle, bundleBytes: (await stat(bundle)).size };
}

function hasSameLockFile(worktree: string): boolean {
  return readFileSync(join(worktree, LOCK_FILE)).equals(readFileSync(join(PROJECT, LOCK_FILE)));
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${[program, ...args].join(" ")} failed: ${(stderr || stdout).trim().slice(-2_000)}`);
}
