import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostDocumentName, LOGS } from "../catalog";
import { type EnvironmentConfig, hostGroupConfig } from "../config";
import { SPAM } from "./host-causes";
import { hostDirectories, hostFiles } from "./host-files";
import { AGENT_USER, DEBUG_FILE, PATHS, serviceUnit } from "./names";

const PROGRAM = readFileSync(join(__dirname, "doctor.sh"), "utf8");

/**
 * A POSIX shell script that looks for the reasons why the log files of a host grow, or cannot be written or read. It
 * changes nothing. The SSM document `doctor` runs the same script.
 *
 * With `--report`, each finding is one line of four fields with a tab between them: result, cause (HOST_CAUSES), what was
 * found, and the remedy, which is empty if the result is `verified`.
 */
export function doctorScript(config: EnvironmentConfig, hostGroup: string): string {
  const { user, readersGroup } = hostGroupConfig(config, hostGroup);
  const [directory] = hostDirectories(config, hostGroup);
  const rotation = hostFiles(config, hostGroup).find(({ path }) => path === PATHS.logrotate);
  if (!directory || !rotation)
    throw new Error(`the host group ${hostGroup} has no log directory or no logrotate file`);
  const variables = {
    environment: config.environment,
    host_group: hostGroup,
    service_unit: serviceUnit(hostGroup),
    service_user: user,
    readers_group: readersGroup,
    agent_user: AGENT_USER,
    log_directory: directory.path,
    log_directory_mode: directory.mode,
    log_file_names: LOGS.map(({ file }) => file).join(","),
    environment_file: PATHS.environment,
    debug_file: DEBUG_FILE,
    rotation_file: rotation.path,
    rotation_digest: createHash("sha256").update(rotation.content).digest("hex"),
    install_document: hostDocumentName(config.environment, "install", hostGroup),
    spam_percent: SPAM.percent,
    spam_lines: SPAM.lines,
  };
  return [
    "#!/bin/sh",
    `# Looks for causes on a host of InventorySync (${config.environment}, host group ${hostGroup}). Rendered; do not edit.`,
    "set -eu",
    "",
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    "",
    PROGRAM,
  ].join("\n");
}
