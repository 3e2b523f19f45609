import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StartupContext } from "../startup/context";
import { createVirtualEnvironment, findPython } from "../startup/python";
import { installOnce, PROJECT_FOLDER } from "../startup/workspace";

/** The sample application. */
export const APPLICATION_FOLDER = join(PROJECT_FOLDER, "examples/fastapi");

export interface InstallApplicationOptions extends Pick<StartupContext, "supervisor" | "runFolder"> {
  /**
   * Whether the packages of its tests are installed too.
   * @default false
   */
  readonly withTests?: boolean;
}

/** Installs the packages of the sample application in a virtual environment. @returns its folder */
export async function installApplication(options: InstallApplicationOptions): Promise<string> {
  const { supervisor, runFolder, withTests = false } = options;
  const files = ["requirements.txt", ...(withTests ? ["requirements-test.txt"] : [])].map((file) =>
    join(APPLICATION_FOLDER, file),
  );
  return installOnce({
    name: withTests ? "application-tests" : "application",
    inputs: [...files.map((file) => readFileSync(file, "utf8")), findPython() ?? ""],
    async install(folder) {
      for (const requirementsFile of files)
        await createVirtualEnvironment({
          supervisor,
          name: "the installation of the sample application",
          folder,
          requirementsFile,
          logFile: join(runFolder, "application-install.log"),
        });
    },
  });
}
