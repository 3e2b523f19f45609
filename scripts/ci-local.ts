/**
 * `npm run ci:local [-- --base <git ref>] [--job <name>]`: runs the commands of the pull-request workflow on this machine,
 * with its scripts and variables, in a clean checkout of the last commit. Prints each step with its result. Exits with 1 if
 * a step fails.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { commandSteps } from "./workflows/workflow-steps";

/** The name of the base's branch in the clone. */
const BASE = "ci-local-base";
const WORKFLOW = ".github/workflows/pull-request.yml";

function main(): number {
  const { base = "main", job } = parseArgs({
    options: { base: { type: "string" }, job: { type: "string", short: "j" } },
  }).values;
  const all = commandSteps(readFileSync(WORKFLOW, "utf8"), { "github.base_ref": BASE });
  const jobs = [...new Set(all.map((step) => step.job))];
  if (job !== undefined && !jobs.includes(job))
    throw new Error(`${WORKFLOW} has no job ${JSON.stringify(job)}; expected one of ${jobs.join(", ")}`);
  const steps = all.filter((step) => job === undefined || step.job === job);
  warnAboutChanges();
  return inClone(base, (folder) => {
    const failed = steps.filter((step) => {
      const title = `${step.job}: ${step.name}`;
      if (step.onlyOnGithub !== undefined) {
        console.log(`\n== ${title}: runs only on GitHub, ${step.onlyOnGithub}`);
        return false;
      }
      console.log(`\n== ${title}`);
      // As GitHub runs a step without a given shell. Source: GitHub Actions, "Workflow syntax", `shell`.
      const { status } = spawnSync("bash", ["-e", "-c", step.script], {
        cwd: folder,
        env: { ...process.env, CI: "true", ...step.env },
        stdio: ["ignore", "inherit", "inherit"],
      });
      console.log(`== ${title}: ${status === 0 ? "passed" : `failed with exit code ${status}`}`);
      return status !== 0;
    });
    console.log(`\n${steps.length - failed.length} of ${steps.length} steps passed or run only on GitHub`);
    return failed.length === 0 ? 0 : 1;
  });
}

function warnAboutChanges(): void {
  if (git("status", "--porcelain") !== "")
    console.log("uncommitted changes are not part of the run, as they would not be of a push");
}

/** A clean checkout of the last commit, in which the base has the name that it has on GitHub. */
function inClone(base: string, work: (folder: string) => number): number {
  const commit = git("rev-parse", "--verify", `${base}^{commit}`);
  const folder = mkdtempSync(join(tmpdir(), "inventorysync-ci-"));
  try {
    git("clone", "--quiet", ".", folder);
    git("-C", folder, "update-ref", `refs/remotes/origin/${BASE}`, commit);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")} failed: ${stderr.trim()}`);
  return stdout.trim();
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
