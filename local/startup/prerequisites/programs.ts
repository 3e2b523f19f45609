import { spawnSync } from "node:child_process";
import { join } from "node:path";
import packageJson from "../../../package.json";
import { installedPythons, isNewEnough, MIN_PYTHON } from "../python";
import { isJavaDownloaded, majorVersion, MIN_JAVA } from "../search-engine";
import { isAtLeast } from "../version";
import { findOnPath } from "../workspace";
import type { Prerequisite } from "./prerequisite";

const MIN_NODE = packageJson.engines.node.replace(">=", "");
/** Source: `prerequisites` in the POM of maven-dependency-plugin 3.8.1. */
const MIN_MAVEN = "3.6.3";
/** Ends a program that hangs. */
const VERSION_TIMEOUT_MS = 20_000;

/** The platform uses process groups and `sh`. */
export function checkOperatingSystem(): Prerequisite {
  return {
    name: "operating system",
    required: "Linux or macOS",
    found: process.platform,
    ...(process.platform === "win32" && { remedy: "run the command in the Windows Subsystem for Linux" }),
  };
}

/** scripts/require-node.cjs has checked it too, before this file could be read. */
export function checkNode(): Prerequisite {
  const found = process.versions.node;
  return {
    name: "Node.js",
    required: `${MIN_NODE} or later`,
    found,
    ...(!isAtLeast(found, MIN_NODE) && { remedy: `install Node.js ${MIN_NODE} or later` }),
  };
}

/** Installs Spotlight. */
export function checkNpm(): Prerequisite {
  const file = findOnPath("npm");
  return {
    name: "npm",
    required: "on PATH",
    found: file ?? "none on PATH",
    ...(file === undefined && { remedy: "install npm; it is part of Node.js" }),
  };
}

export function checkPython(): Prerequisite {
  const pythons = installedPythons();
  const used = pythons.find(isNewEnough);
  const base = { name: "Python", required: `${MIN_PYTHON} or later, with the modules venv and ensurepip` };
  if (!used) {
    const found = pythons.map(({ file, version }) => `${version} (${file})`).join(", ");
    return {
      ...base,
      found: found === "" ? "none on PATH" : found,
      remedy: `install Python ${MIN_PYTHON} or later`,
    };
  }
  if (used.hasVenv) return { ...base, found: used.version };
  return {
    ...base,
    found: `${used.version} (${used.file}) without these modules`,
    remedy: "install them; on Debian and Ubuntu, they are in the package python3-venv",
  };
}

/** @param home the suitable Java of this machine; without one, the platform downloads Java */
export function checkJava(home: string | undefined): Prerequisite {
  const base = { name: "Java", required: `${MIN_JAVA} or later; otherwise it is downloaded from PyPI` };
  if (home !== undefined) return { ...base, found: String(majorVersion(join(home, "bin", "java"))) };
  return { ...base, found: isJavaDownloaded() ? "from PyPI" : "none suitable, will be downloaded" };
}

/** Downloads OpenSearch. @param javaHome the Java that runs Maven if JAVA_HOME is not set */
export function checkMaven(javaHome: string | undefined): Prerequisite {
  const base = { name: "Maven", required: `${MIN_MAVEN} or later, to download OpenSearch` };
  const alternatives =
    "set OPENSEARCH_URL to a running search engine, or run without OpenSearch: --without-search";
  const file = findOnPath("mvn");
  if (file === undefined)
    return { ...base, found: "no mvn on PATH", remedy: `install Maven, ${alternatives}` };
  const { stdout } = spawnSync(file, ["--version"], {
    encoding: "utf8",
    timeout: VERSION_TIMEOUT_MS,
    env: { JAVA_HOME: javaHome, ...process.env },
  });
  const version = /^\W*(?:\[1m)?Apache Maven (\d[\d.]*)/m.exec(stdout)?.[1];
  // Without a Java, Maven does not print its version. The platform downloads one before it runs Maven.
  if (version === undefined) return { ...base, found: `${file}, whose version is unknown` };
  return {
    ...base,
    found: version,
    ...(!isAtLeast(version, MIN_MAVEN) && { remedy: `install Maven ${MIN_MAVEN} or later, ${alternatives}` }),
  };
}
