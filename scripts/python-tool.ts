import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Supervisor } from "../local/process";
import { createVirtualEnvironment, findPython, PYTHON_REQUIREMENT } from "../local/startup/python";
import { installOnce, PROJECT_FOLDER } from "../local/startup/workspace";

/**
 * Installs a Python program with the packages that a requirements file pins, in a virtual environment, once.
 *
 * @param name of the program, for its folder and for messages
 * @returns the folder of the virtual environment
 * @throws Error if Python is missing, CommandError if a package cannot be installed
 */
export async function installPythonTool(name: string, requirementsFile: string): Promise<string> {
  const python = findPython();
  if (python === undefined)
    throw new Error(`${PYTHON_REQUIREMENT} is not on PATH, and ${name} requires it; install it`);
  const logs = join(PROJECT_FOLDER, ".work");
  mkdirSync(logs, { recursive: true });
  const supervisor = new Supervisor();
  try {
    return await installOnce({
      name,
      inputs: [readFileSync(requirementsFile, "utf8"), python],
      install: (folder) =>
        createVirtualEnvironment({
          supervisor,
          name: `the installation of ${name}`,
          folder,
          requirementsFile,
          logFile: join(logs, `${name}-install.log`),
        }),
    });
  } finally {
    await supervisor.stop();
  }
}
