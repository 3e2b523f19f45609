import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleCommit, resolveCommit } from "../../../bench/forwarder/bundle-commit";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-commit-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the forwarder of a commit is bundled, and its worktree is removed", async () => {
  const commit = resolveCommit("HEAD");

  const { bundle, bundleBytes } = await bundleCommit(commit, folder);

  expect(bundleBytes).toBeGreaterThan(100_000);
  expect(createRequire(__filename)(bundle)).toHaveProperty("handler");
  expect(existsSync(join(folder, "worktree"))).toBe(false);
  expect(execFileSync("git", ["worktree", "list"], { encoding: "utf8" })).not.toContain(folder);
});

test("a name that git does not know is an error with the remedy", () => {
  expect(() => resolveCommit("no-such-branch")).toThrow(
    'git has no commit "no-such-branch"; give a branch, tag or commit, and fetch it first if it is remote',
  );
});
