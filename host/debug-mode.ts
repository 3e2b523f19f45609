import { debugParameterName } from "../catalog";
import type { EnvironmentConfig } from "../config";
import { DEBUG_FILE, DEBUG_RUNTIME_DIRECTORY, debugUnit, PATHS } from "./names";
import { oneshotUnit } from "./oneshot-unit";

/** How often a host reads the parameter: the time until debug mode takes effect, or is off. */
const INTERVAL_SECONDS = 60;

/**
 * The program that copies the application's debug mode from Parameter Store to a file, which the application reads. If
 * Systems Manager cannot be reached, the file remains: the value in it has its own end. Needs the AWS CLI.
 */
export function fetchDebugModeProgram({ environment, region }: EnvironmentConfig): string {
  return `#!/bin/sh
# Copies the debug mode of InventorySync (${environment}) to ${DEBUG_FILE}.
set -eu
umask 022

target=\${1:-${DEBUG_FILE}}
new=$(mktemp "$target.XXXXXX")
problem=$(mktemp "$target.XXXXXX")
trap 'rm -f "$new" "$problem"' EXIT

if aws ssm get-parameter --region ${region} --name ${debugParameterName(environment)} \\
  --query Parameter.Value --output text > "$new" 2> "$problem"; then
  chmod 644 "$new"
  mv "$new" "$target"
elif grep -q ParameterNotFound "$problem"; then
  rm -f "$target"
else
  cat "$problem" >&2
  exit 1
fi
`;
}

/** The systemd unit that runs the program once. The application's unit cannot: it does not reach the host's credentials. */
export function debugUnitFile({ environment }: EnvironmentConfig, hostGroup: string): string {
  return oneshotUnit({
    description: `Debug mode of InventorySync (${environment}, host group ${hostGroup})`,
    command: `${PATHS.fetchDebugMode} ${DEBUG_FILE}`,
    umask: "0022",
    runtimeDirectory: DEBUG_RUNTIME_DIRECTORY,
    runtimeDirectoryMode: "0755",
    timeoutSeconds: 30,
  });
}

/** The systemd timer of the unit. Hosts read at different times. */
export function debugTimerFile({ environment }: EnvironmentConfig, hostGroup: string): string {
  return `[Unit]
Description=Reads the debug mode of InventorySync (${environment}, host group ${hostGroup})

[Timer]
OnActiveSec=1s
OnUnitInactiveSec=${INTERVAL_SECONDS}s
RandomizedDelaySec=5s
AccuracySec=1s
Unit=${debugUnit(hostGroup)}.service

[Install]
WantedBy=timers.target
`;
}
