/**
 * `npm run lint:templates [-- folder]`: every template of a cloud assembly (cdk.out by default) through cfn-lint, which
 * knows what CloudFormation accepts in the environments' regions. `.cfnlintrc` says what is left out, and why.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../config";
import { Supervisor } from "../local/process";
import {
  findPython,
  createVirtualEnvironment,
  PYTHON_REQUIREMENT,
  pythonExecutable,
} from "../local/startup/python";
import { installOnce, PROJECT_FOLDER } from "../local/startup/workspace";

const REQUIREMENTS = join(__dirname, "requirements-lint.txt");
/** Its own command names the interpreter by a path that the installation has left since. */
const START = "import sys; from cfnlint.runner import main; sys.exit(main())";
/** Fifty times what it takes on two cores. */
const TIMEOUT_MS = 180_000;

async function main(): Promise<void> {
  const assembly = resolve(process.argv[2] ?? "cdk.out");
  const templates = templatesOf(assembly);
  if (templates.length === 0) throw new Error(`${assembly} has no template; make them with npm run synth`);

  const regions = [...new Set(loadEnvironments().map(({ region }) => region))];
  const { status } = spawnSync(
    pythonExecutable(await installLinter()),
    ["-c", START, "--regions", ...regions, "--", ...templates],
    { cwd: PROJECT_FOLDER, stdio: "inherit", timeout: TIMEOUT_MS },
  );
  if (status !== 0)
    throw new Error(`cfn-lint has findings in ${assembly}; mend the constructs they come from`);
  console.log(`cfn-lint has no finding in ${templates.length} templates for ${regions.join(", ")}`);
}

/** The templates of every Stage of a cloud assembly. */
function templatesOf(assembly: string): string[] {
  if (!existsSync(assembly)) return [];
  return readdirSync(assembly, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => join(assembly, file))
    .sort();
}

/** Installs cfn-lint into a virtual environment, once. @returns its folder */
async function installLinter(): Promise<string> {
  const python = findPython();
  if (python === undefined)
    throw new Error(`${PYTHON_REQUIREMENT} is not on PATH, and cfn-lint runs on it; install it`);
  const logs = join(PROJECT_FOLDER, ".work");
  mkdirSync(logs, { recursive: true });
  const supervisor = new Supervisor();
  try {
    return await installOnce({
      name: "cfn-lint",
      inputs: [readFileSync(REQUIREMENTS, "utf8"), python],
      install: (folder) =>
        createVirtualEnvironment({
          supervisor,
          name: "the installation of cfn-lint",
          folder,
          requirementsFile: REQUIREMENTS,
          logFile: join(logs, "cfn-lint-install.log"),
        }),
    });
  } finally {
    await supervisor.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
