/**
 * `npm run lint:templates [-- folder]`: checks every template of a cloud assembly (default: cdk.out) with cfn-lint,
 * against the resource specifications of the environments' regions. `.cfnlintrc` lists the disabled checks with their
 * reasons.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../config";
import { pythonExecutable } from "../local/startup/python";
import { PROJECT_FOLDER } from "../local/startup/workspace";
import { installPythonTool } from "./python-tool";

const REQUIREMENTS = join(__dirname, "requirements-lint.txt");
/**
 * Starts cfn-lint as a module: its own command contains the path of the interpreter before the installation was
 * renamed.
 */
const START = "import sys; from cfnlint.runner import main; sys.exit(main())";
/** Fifty times the duration measured on two cores. */
const TIMEOUT_MS = 180_000;

async function main(): Promise<void> {
  const assembly = resolve(process.argv[2] ?? "cdk.out");
  const templates = templatesOf(assembly);
  if (templates.length === 0)
    throw new Error(`${assembly} contains no template; create one with npm run synth`);

  const regions = [...new Set(loadEnvironments().map(({ region }) => region))];
  const { status } = spawnSync(
    pythonExecutable(await installPythonTool("cfn-lint", REQUIREMENTS)),
    ["-c", START, "--regions", ...regions, "--", ...templates],
    { cwd: PROJECT_FOLDER, stdio: "inherit", timeout: TIMEOUT_MS },
  );
  if (status !== 0)
    throw new Error(`cfn-lint has findings in ${assembly}; fix the constructs that they refer to`);
  console.log(`cfn-lint found no fault in ${templates.length} templates for ${regions.join(", ")}`);
}

/** The templates of every Stage of a cloud assembly. */
function templatesOf(assembly: string): string[] {
  if (!existsSync(assembly)) return [];
  return readdirSync(assembly, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => join(assembly, file))
    .sort();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
