/**
 * `npm run lint:workflows`: checks the GitHub workflows with actionlint (syntax, expressions, shell scripts) and zizmor
 * (security). Fails on any finding of actionlint, and on one of zizmor above the severity `informational`.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installOnce, PROJECT_FOLDER } from "../local/startup/workspace";
import { installPythonTool } from "./python-tool";

const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
const REQUIREMENTS = join(__dirname, "requirements-workflows.txt");
const TIMEOUT_MS = 600_000;

async function main(): Promise<void> {
  run(join(await installActionlint(), "actionlint"), []);
  run(join(await installPythonTool("zizmor", REQUIREMENTS), "bin/zizmor"), [
    "--offline",
    "--quiet",
    "--min-severity",
    "low",
    ".github",
  ]);
  console.log("actionlint and zizmor found no fault in the workflows");
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, {
    cwd: PROJECT_FOLDER,
    stdio: "inherit",
    timeout: TIMEOUT_MS,
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${program} has findings in .github; fix the workflows that they refer to`);
}

/** A Go module, which the Go proxy verifies by its checksum. @returns the folder of the program */
function installActionlint(): Promise<string> {
  return installOnce({
    name: "actionlint",
    inputs: [ACTIONLINT],
    install: (folder) => {
      const { status, error } = spawnSync("go", ["install", ACTIONLINT], {
        env: { ...process.env, GOBIN: folder },
        stdio: ["ignore", "inherit", "inherit"],
        timeout: TIMEOUT_MS,
      });
      if (error)
        return Promise.reject(
          new Error("go is not on PATH, and actionlint is a Go module; install Go 1.24 or later"),
        );
      return status === 0 ? Promise.resolve() : Promise.reject(new Error(`go install ${ACTIONLINT} failed`));
    },
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
