import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Supervisor } from "../process";
import { isAtLeast } from "./version";
import { findOnPath } from "./workspace";

export const MIN_PYTHON = "3.10";
export const PYTHON_REQUIREMENT = `Python ${MIN_PYTHON} or later`;
const INSPECT = [
  "import importlib.util, platform",
  "print(platform.python_version(), all(map(importlib.util.find_spec, ['venv', 'ensurepip'])))",
].join("\n");
/** Fifteen times the duration measured with a slow registry. */
const INSTALL_TIMEOUT_MS = 240_000;
/** Ends a program that hangs. */
const INSPECT_TIMEOUT_MS = 10_000;

export interface Python {
  readonly file: string;
  readonly version: string;
  /** Whether it can create virtual environments. Debian and Ubuntu have the modules for it in a package of their own. */
  readonly hasVenv: boolean;
}

/** Every Python 3 on PATH, the preferred one first. */
export function installedPythons(): readonly Python[] {
  return ["python3", "python"].flatMap((name) => {
    const file = findOnPath(name);
    return file === undefined ? [] : inspect(file);
  });
}

/** The first Python on PATH with a sufficient version. */
export function findPython(): string | undefined {
  return installedPythons().find(isNewEnough)?.file;
}

export function isNewEnough({ version }: Pick<Python, "version">): boolean {
  return isAtLeast(version, MIN_PYTHON);
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

/** Empty if the file does not print its version, as Python 2. */
function inspect(file: string): readonly Python[] {
  const { stdout, status } = spawnSync(file, ["-c", INSPECT], {
    encoding: "utf8",
    timeout: INSPECT_TIMEOUT_MS,
  });
  const [version, hasVenv] = stdout.trim().split(" ");
  return status === 0 && version ? [{ file, version, hasVenv: hasVenv === "True" }] : [];
}
