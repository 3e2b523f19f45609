import { readFileSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StartupContext } from "../context";
import { requirePython } from "../python";
import { type Installation, installOnce, isInstalled } from "../workspace";
import { type JavaInstallation, findOrInstallJava } from "./java";
import { checkPackage, DISTRIBUTION, SECURITY_PLUGIN, VERSION } from "./packages";

const POM = join(__dirname, "pom.xml");
/** Fifteen times the duration measured with an empty Maven repository. */
const DOWNLOAD_TIMEOUT_MS = 240_000;
const UNPACK_TIMEOUT_MS = 120_000;

/** An installation of the search engine, shared by all runs. */
export interface SearchEngineInstallation {
  readonly home: string;
  readonly java: JavaInstallation;
}

/**
 * Downloads OpenSearch and its security plugin with Maven, verifies their checksums, and combines them into one
 * installation.
 */
export async function installSearchEngine(context: StartupContext): Promise<SearchEngineInstallation> {
  const java = await findOrInstallJava(context);
  const home = await installOnce({
    ...installationFor(java),
    install: async (folder) => {
      const downloads = join(folder, "downloads");
      await download(context, java, downloads);
      await Promise.all([DISTRIBUTION, SECURITY_PLUGIN].map((one) => checkPackage(downloads, one)));
      await assemble(context, java, folder, downloads);
      await rm(downloads, { recursive: true });
    },
  });
  return { home, java };
}

/** Whether an earlier run has installed the search engine for this Java. Maven is then not needed. */
export function isSearchEngineInstalled(java: Pick<JavaInstallation, "hasAllModules">): boolean {
  return isInstalled(installationFor(java));
}

function installationFor({ hasAllModules }: Pick<JavaInstallation, "hasAllModules">): Installation {
  return {
    name: "search-engine",
    inputs: [readFileSync(POM, "utf8"), DISTRIBUTION.sha256, SECURITY_PLUGIN.sha256, String(hasAllModules)],
    readableByOtherUsers: true,
  };
}

async function download(
  { supervisor, runFolder }: StartupContext,
  java: JavaInstallation,
  downloads: string,
): Promise<void> {
  await supervisor.run(
    {
      name: "the download of the search engine",
      file: "mvn",
      args: [
        "--batch-mode",
        "--quiet",
        "--file",
        POM,
        "dependency:copy",
        `-DoutputDirectory=${downloads}`,
      ].concat((process.env["MVN_ARGS"] ?? "").split(" ").filter((argument) => argument !== "")),
      cwd: runFolder,
      env: { ...process.env, JAVA_HOME: process.env["JAVA_HOME"] ?? java.home },
      logFile: join(runFolder, "search-engine-install.log"),
      remedy: "check whether Maven reaches its repository, or run without OpenSearch (--without-search)",
    },
    { timeoutMs: DOWNLOAD_TIMEOUT_MS },
  );
}

async function assemble(
  context: StartupContext,
  java: JavaInstallation,
  home: string,
  downloads: string,
): Promise<void> {
  const unpacked = join(home, "unpacked");
  await unpack(context, join(downloads, DISTRIBUTION.file), unpacked);
  for (const name of await readdir(join(unpacked, `opensearch-${VERSION}`))) {
    await rename(join(unpacked, `opensearch-${VERSION}`, name), join(home, name));
  }
  await rm(unpacked, { recursive: true });

  const plugin = join(home, "plugins", "opensearch-security");
  await mkdir(plugin, { recursive: true });
  await unpack(context, join(downloads, SECURITY_PLUGIN.file), plugin);
  await cp(join(plugin, "config"), join(home, "config", "opensearch-security"), { recursive: true });
  await rm(join(plugin, "config"), { recursive: true });
  await overrideCompatibleVersion(join(plugin, "plugin-descriptor.properties"));
  // The search engine refuses to start if a class exists twice.
  const bundled = new Set(await readdir(join(home, "lib")));
  const jars = (await readdir(plugin)).filter((name) => name.endsWith(".jar"));
  for (const jar of jars) if (bundled.has(jar)) await rm(join(plugin, jar));

  // This module of OpenSearch needs a Java module that only a complete JDK has (jdk.localedata, for Thai word
  // boundaries).
  if (!java.hasAllModules) await rm(join(home, "modules", "analysis-common"), { recursive: true });
  await chmod(home, 0o755);
}

async function unpack(
  { supervisor, runFolder }: StartupContext,
  archive: string,
  folder: string,
): Promise<void> {
  await supervisor.run(
    {
      name: "the installation of the search engine",
      file: requirePython(),
      args: ["-m", "zipfile", "--extract", archive, folder],
      cwd: runFolder,
      env: process.env,
      logFile: join(runFolder, "search-engine-install.log"),
      remedy: "check whether the disk is full (the installation needs 400 MB)",
    },
    { timeoutMs: UNPACK_TIMEOUT_MS },
  );
}

async function overrideCompatibleVersion(descriptor: string): Promise<void> {
  const text = await readFile(descriptor, "utf8");
  await writeFile(descriptor, text.replace(/^opensearch\.version=.*$/m, `opensearch.version=${VERSION}`));
}
