import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EnvironmentConfig, hostGroupConfig } from "../config";
import { MIN_AGENT_VERSION } from "./agent-configuration";
import type { HostDirectory, HostFile } from "./host-file";
import { hostDirectories, hostFiles } from "./host-files";
import { AGENT_USER, DEBUG_DIRECTORY, debugUnit, PATHS, SECRETS_DIRECTORY, serviceUnit } from "./names";

/** Ends the content of a file in the script. */
const END = "END_OF_HOST_FILE";

const PROGRAM = readFileSync(join(__dirname, "install.sh"), "utf8");

/**
 * A POSIX shell script that contains the host files of a host group, and installs, checks or uninstalls them. The SSM
 * documents run the same script.
 */
export function installScript(config: EnvironmentConfig, hostGroup: string): string {
  const { user, group, readersGroup } = hostGroupConfig(config, hostGroup);
  const variables = {
    environment: config.environment,
    host_group: hostGroup,
    service_unit: serviceUnit(hostGroup),
    debug_unit: debugUnit(hostGroup),
    debug_program: PATHS.fetchDebugMode,
    debug_directory: DEBUG_DIRECTORY,
    service_user: user,
    service_group: group,
    readers_group: readersGroup,
    agent_user: AGENT_USER,
    secrets_directory: SECRETS_DIRECTORY,
    agent_configuration: PATHS.agentConfiguration,
    min_agent_version: MIN_AGENT_VERSION,
  };
  return [
    "#!/bin/sh",
    `# Host files of InventorySync (${config.environment}, host group ${hostGroup}). Rendered; do not edit.`,
    "set -eu",
    "umask 022",
    "",
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    "",
    "each_entry() {",
    ...hostDirectories(config, hostGroup).map((entry) => `  directory ${argumentsOf(entry)}`),
    `  log_files ${user} ${readersGroup} ${config.app.logDir}`,
    ...hostFiles(config, hostGroup).map(
      (entry) => `  file ${argumentsOf(entry)} << '${END}'\n${contentOf(entry)}${END}`,
    ),
    "}",
    "",
    PROGRAM,
  ].join("\n");
}

/** The schema admits no character in a name or path that a shell would interpret. */
function argumentsOf({ mode, owner, group, path }: HostDirectory): string {
  return [mode, owner, group, path].join(" ");
}

function contentOf({ path, content }: HostFile): string {
  if (!content.endsWith("\n")) throw new Error(`the content of ${path} does not end with a line break`);
  if (content.split("\n").includes(END)) throw new Error(`the content of ${path} has the line ${END}`);
  return content;
}
