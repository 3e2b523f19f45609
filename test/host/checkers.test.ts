import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type EnvironmentConfig, hostGroupConfig } from "../../config";
import { doctorScript, environmentFile, hostFiles, installScript } from "../../host";
import { PATHS, serviceUnit } from "../../host/names";
import {
  findShellcheck,
  findSystemdAnalyze,
  SHELLCHECK_REQUIREMENT,
  SYSTEMD_ANALYZE_REQUIREMENT,
} from "../../scripts/host-file-checkers";
import { describeIf } from "../fixtures/describe-if";
import { runProgram } from "../fixtures/run-program";
import { ENVIRONMENT_NAMES, shippedConfig } from "../fixtures/stacks";

/** Each host group of each environment. */
const HOST_GROUPS = ENVIRONMENT_NAMES.flatMap((name) => {
  const config = shippedConfig(name);
  return Object.keys(config.hosts).map((hostGroup): [string, EnvironmentConfig, string] => [
    `${name}, host group ${hostGroup}`,
    config,
    hostGroup,
  ]);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkers-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const shellcheck = findShellcheck();
describeIf(shellcheck !== undefined, SHELLCHECK_REQUIREMENT, "shellcheck has no finding in", () => {
  test.each(HOST_GROUPS)("the install script of %s", (_, config, hostGroup) => {
    expect(findingsIn("install.sh", installScript(config, hostGroup))).toBe("");
  });

  test.each(HOST_GROUPS)("the script that looks for causes of %s", (_, config, hostGroup) => {
    expect(findingsIn("doctor.sh", doctorScript(config, hostGroup))).toBe("");
  });

  test.each(HOST_GROUPS)("the programs of %s", (_, config, hostGroup) => {
    const programs = hostFiles(config, hostGroup).filter(({ content }) => content.startsWith("#!"));
    for (const { path, content } of programs) expect(findingsIn(path, content)).toBe("");
  });

  test.each(HOST_GROUPS)("the environment variables for a shell of %s", (_, config, hostGroup) => {
    const text = environmentFile(config, hostGroup, { format: "shell", release: "4e1c2d9" });
    expect(findingsIn("environment.sh", `#!/bin/sh\n${text}`)).toBe("");
  });

  test("a correct script only", () => {
    expect(findingsIn("wrong.sh", "#!/bin/sh\nrm -rf $1/*\n")).toContain("SC2086");
  });

  function findingsIn(name: string, script: string): string {
    const file = write(name, script);
    return runProgram(shellcheck ?? "", ["--format=gcc", file]).stdout;
  }
});

const analyze = findSystemdAnalyze();
describeIf(analyze !== undefined, SYSTEMD_ANALYZE_REQUIREMENT, "systemd has nothing to report about", () => {
  test.each(HOST_GROUPS)("the units of %s", (_, config, hostGroup) => {
    expect(verify(config, hostGroup, (content) => content)).toBe("");
  });

  test("a correct unit only", () => {
    const misspell = (content: string) => content.replace("ProtectHome=", "ProtectHouse=");
    expect(verify(shippedConfig("production"), "api", misspell)).toContain("'ProtectHouse'");
  });

  /** What systemd says about the units. They start programs that exist on this machine. */
  function verify(config: EnvironmentConfig, hostGroup: string, change: (unit: string) => string): string {
    const gunicorn = write("venv/bin/gunicorn", "", 0o755);
    const fetchSecrets = write("fetch-secrets", "", 0o755);
    const fetchDebugMode = write("fetch-debug-mode", "", 0o755);
    const units = hostFiles(config, hostGroup).filter(({ path }) => /\.(?:service|timer)$/.test(path));
    for (const { path, content } of units)
      write(
        basename(path),
        change(content)
          .replace(`${hostGroupConfig(config, hostGroup).service.directory}/venv/bin/gunicorn`, gunicorn)
          .replace(PATHS.fetchSecrets, fetchSecrets)
          .replace(PATHS.fetchDebugMode, fetchDebugMode),
      );
    // The colon at the end adds the directories of this machine's units.
    const env = { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` };
    const names = units.map(({ path }) => basename(path));
    expect(names).toContain(serviceUnit(hostGroup));
    return runProgram(analyze ?? "", ["verify", "--man=no", ...names], { env }).stderr;
  }
});

function write(path: string, content: string, mode = 0o644): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  return file;
}
