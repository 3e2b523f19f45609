import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Supervisor } from "../process";
import { findOnPath } from "./workspace";

const MIN_VERSION = [3, 10] as const;
export const PYTHON_REQUIREMENT = `Python ${MIN_VERSION.join(".")} or newer`;
/** Fifteen times the duration measured with a slow registry. */
const INSTALL_TIMEOUT_MS = 240_000;

/** The first Python on PATH with a sufficient version. */
export function findPython(): string | undefined {
  return ["python3", "python"].map(findOnPath).find((file) => file !== undefined && isNewEnough(file));
}

/** Like `findPython`. @throws Error if there is none */
export function requirePython(): string {
  const python = findPython();
  if (python === undefined) throw new Error(`${PYTHON_REQUIREMENT} is not on PATH; install it`);
  return python;
}

/**
 * Creates a virtual environment with the packages that a requirements file pins, and verifies their checksums.
 * @throws CommandError if a package cannot be installed
 */
export async function createVirtualEnvironment(options: {
  readonly supervisor: Supervisor;
  readonly name: string;
  readonly folder: string;
  readonly requirementsFile: string;
  readonly logFile: string;
}): Promise<void> {
  const { supervisor, name, folder, requirementsFile, logFile } = options;
  const common = { name, env: process.env, cwd: folder, logFile };
  await supervisor.run(
    {
      ...common,
      file: requirePython(),
      args: ["-m", "venv", folder],
      remedy: "install Python's venv module (on Debian and Ubuntu the package python3-venv)",
    },
    { timeoutMs: INSTALL_TIMEOUT_MS },
  );
  await supervisor.run(
    {
      ...common,
      file: pythonExecutable(folder),
      args: [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
      ].concat("--requirement", requirementsFile),
      remedy: "check whether this machine reaches the Python package registry",
    },
    { timeoutMs: INSTALL_TIMEOUT_MS },
  );
}

/** The interpreter of a virtual environment. */
export function pythonExecutable(folder: string): string {
  return join(folder, "bin", "python");
}

function isNewEnough(python: string): boolean {
  const { stdout } = spawnSync(python, ["-c", "import sys; print(*sys.version_info[:2])"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
  return major === MIN_VERSION[0] && minor >= MIN_VERSION[1];
}
