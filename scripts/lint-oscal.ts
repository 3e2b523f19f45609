/**
 * `npm run lint:oscal [-- folder]`: validates the OSCAL documents of every report in a folder (default: reports) with
 * compliance-trestle, in a workspace of its own. `npm run report` writes the reports.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pythonExecutable } from "../local/startup/python";
import { installPythonTool } from "./python-tool";

const REQUIREMENTS = join(__dirname, "requirements-oscal.txt");
/** Starts trestle as a module, because its own command contains the path before the installation was renamed. */
const START = "from trestle.cli import run; run()";
/** The folders of a workspace of trestle, by the file in them. Source: compliance-trestle, "Trestle workspace". */
const FOLDERS = {
  "component-definition.json": "component-definitions",
  "assessment-results.json": "assessment-results",
} as const;
/** Ten times the duration measured on two cores. */
const TIMEOUT_MS = 120_000;

async function main(): Promise<void> {
  const reports = resolve(process.argv[2] ?? "reports");
  const environments = existsSync(reports)
    ? readdirSync(reports).filter((name) => existsSync(join(reports, name, "component-definition.json")))
    : [];
  if (environments.length === 0)
    throw new Error(`${reports} contains no report; write them with npm run report`);

  const python = pythonExecutable(await installPythonTool("compliance-trestle", REQUIREMENTS));
  const workspace = mkdtempSync(join(tmpdir(), "inventorysync-oscal-"));
  try {
    trestle(python, workspace, "init", "--local");
    for (const environment of environments)
      for (const [file, folder] of Object.entries(FOLDERS)) {
        const target = join(workspace, folder, environment);
        mkdirSync(target, { recursive: true });
        copyFileSync(join(reports, environment, file), join(target, file));
      }
    trestle(python, workspace, "validate", "--all");
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
  console.log(`compliance-trestle found no fault in the OSCAL documents of ${environments.join(", ")}`);
}

function trestle(python: string, workspace: string, ...args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(python, ["-c", START, ...args], {
    cwd: workspace,
    encoding: "utf8",
    timeout: TIMEOUT_MS,
  });
  if (error) throw error;
  const output = `${stdout}${stderr}`.trim();
  if (status !== 0)
    throw new Error(`trestle ${args.join(" ")} failed; fix what writes the document:\n${output}`);
  if (args[0] === "validate") console.log(output);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
