import { readFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Supervisor } from "../../local/process";
import { createVirtualEnvironment, findPython, pythonExecutable } from "../../local/startup/python";
import { installOnce } from "../../local/startup/workspace";

/** The least version 1 that reads AWS_ENDPOINT_URL. PyPI does not have version 2. */
const REQUIREMENTS = join(__dirname, "aws-cli-requirements.txt");

/**
 * Installs the AWS CLI once, and writes the program `aws` into the folder.
 * @returns the folder, or undefined on a machine without Python
 */
export async function installAwsCli(supervisor: Supervisor, folder: string): Promise<string | undefined> {
  if (findPython() === undefined) return undefined;
  const installation = await installOnce({
    name: "aws-cli",
    inputs: [readFileSync(REQUIREMENTS, "utf8")],
    install: (empty) =>
      createVirtualEnvironment({
        ...{ supervisor, name: "the installation of the AWS CLI", folder: empty },
        requirementsFile: REQUIREMENTS,
        logFile: join(folder, "aws-cli-install.log"),
      }),
  });
  // The installed script has the path of a folder that was renamed.
  const file = join(folder, "aws");
  await writeFile(file, `#!/bin/sh\nexec '${pythonExecutable(installation)}' -m awscli "$@"\n`);
  await chmod(file, 0o755);
  return folder;
}
