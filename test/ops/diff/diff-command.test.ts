import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../fixtures/run-program";
import { writeStageApp } from "../../fixtures/stage-app";

const PROJECT = join(__dirname, "../../..");

/** A repository whose first commit, tagged `base`, has another value in one stack. */
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-diff-command-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/app.ts"), "");
  writeFileSync(join(folder, "package-lock.json"), "{}");
  writeFileSync(join(folder, ".gitignore"), "node_modules\n");
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  writeStageApp(folder, { Storage: "731", Search: "same", Access: "old" });
  git("init", "--quiet");
  git("add", "-A");
  git(
    "-c",
    "user.name=made-up",
    "-c",
    "user.email=made-up@example.com",
    "commit",
    "--quiet",
    "-m",
    "made up",
  );
  git("tag", "base");
  writeStageApp(folder, { Storage: "365", Search: "same" });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("compared with a commit, it prints what differs and the stacks that do not", () => {
  const { status, stdout } = diff("--base", "base");
  expect(stdout).toMatch(/^production compared with base \([0-9a-f]{12}\): 0 blocks, 0 reviews, \d notes$/m);
  expect(stdout).toMatch(/production\/Storage\/Value\w+ {2}Value: 731 -> 365/);
  expect(stdout).toMatch(/production\/Access\/Value\w+ {2}AWS::SSM::Parameter: exists -> removed/);
  expect(stdout).toContain("unchanged: Search");
  expect(status).toBe(0);
});

test("with --json, standard output is one document", () => {
  const report = JSON.parse(diff("--base", "base", "--json").stdout) as {
    grade: string;
    environment: string;
  };
  expect(report).toMatchObject({ environment: "production", grade: "note" });
});

test("with --markdown, it prints a report for a pull request", () => {
  expect(diff("--base", "base", "--markdown").stdout).toMatch(
    /^## Logging stacks of production: nothing to review$/m,
  );
});

test("with --full, it prints every difference as cdk diff does", () => {
  expect(diff("--base", "base", "--full").stdout).toMatch(
    /Stack production\/Storage[\s\S]+AWS::SSM::Parameter/,
  );
});

test.each([
  [
    ["--base", "nowhere"],
    /--base is "nowhere", expected the folder of a cloud assembly .+ branch, tag or commit/,
  ],
  [[], /the base is not given; state it with either --base <assembly or git ref> or --deployed/],
  [["--base", "base", "--deployed"], /the base is given twice/],
])("%j cannot run, and names the remedy", (options, message) => {
  const { status, stdout, stderr } = diff(...options);
  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("outside a checkout, it names where to run it", () => {
  const { status, stderr } = runProgram(
    process.execPath,
    [join(PROJECT, "bin/logs.mjs"), "diff", "production"],
    {
      cwd: tmpdir(),
      env: { PATH: process.env["PATH"], HOME: folder },
    },
  );
  expect(stderr).toMatch(/contains no CDK app, .+ run the command in the root of a checkout/);
  expect(status).toBe(2);
});

function git(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function diff(...options: readonly string[]) {
  return runProgram(process.execPath, [join(PROJECT, "bin/logs.mjs"), "diff", "production", ...options], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
  });
}
